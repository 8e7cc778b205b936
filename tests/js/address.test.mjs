import assert from "node:assert/strict";
import { test } from "node:test";

import { addressWith } from "../../kb/static/kb/js/address.js";

test("the hash is put in the place of the page's own", () => {
  const page = "https://aide.example/cv/?vue=pas-a-pas";
  assert.equal(addressWith(`${page}#etape-2`, "#etape-5"), `${page}#etape-5`);
  assert.equal(addressWith(page, "#etape-5"), `${page}#etape-5`);
});
