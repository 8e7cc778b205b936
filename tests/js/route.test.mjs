import assert from "node:assert/strict";
import { test } from "node:test";

import {
  hashOfStep,
  searchFor,
  stepOfHash,
  stepOfKey,
  wantsOne,
} from "../../kb/tutorials/static/tutorials/route.js";

test("every step has its address, and the end has one too", () => {
  for (let number = 1; number <= 10; number += 1) {
    assert.equal(stepOfHash(hashOfStep(number, 9), 9), number);
  }
  assert.equal(hashOfStep(3, 9), "#etape-3");
  assert.equal(hashOfStep(10, 9), "#fin");
});

test("an address that names no step of this tutorial is no step", () => {
  for (const hash of ["", "#", "#etape-0", "#etape-10", "#etape-3x", "#etape--1", "#Etape-3"]) {
    assert.equal(stepOfHash(hash, 9), null, hash);
  }
});

test("the view is asked for in the query, beside whatever else is there", () => {
  assert.equal(wantsOne("?vue=pas-a-pas"), true);
  assert.equal(wantsOne("?vue=liste"), false);
  assert.equal(searchFor("?a=1", true), "?a=1&vue=pas-a-pas");
  assert.equal(searchFor("?vue=pas-a-pas&a=1", false), "?a=1");
  assert.equal(searchFor("?vue=pas-a-pas", false), "");
});

test("arrows move one step, and stop at both ends", () => {
  assert.equal(stepOfKey("ArrowRight", 3, 9), 4);
  assert.equal(stepOfKey("ArrowRight", 9, 9), 10);
  assert.equal(stepOfKey("ArrowRight", 10, 9), 10);
  assert.equal(stepOfKey("ArrowLeft", 10, 9), 9);
  assert.equal(stepOfKey("ArrowLeft", 1, 9), 1);
});

test("keys that scroll the page are left to the page", () => {
  for (const key of ["ArrowDown", "PageDown", " ", "Home", "Tab"]) {
    assert.equal(stepOfKey(key, 3, 9), null, key);
  }
});
