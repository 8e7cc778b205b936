// What the pages do when pressed, and what the director asks of them. Attributes say the behaviour:
// data-go page · data-open, data-close id · data-show, data-hide selector · data-set "selector|text" · data-toast text
const all = (css, root = document) => [...root.querySelectorAll(css)]
const site = document.querySelector('#view > [data-look]')
document.body.className = site?.dataset.look ?? ''
let pending = null, toast = null

function expandPicks() {
  for (const pick of all('.pick')) {
    const { label, options } = pick.dataset, id = 'pick' + all('.pick').indexOf(pick)
    const days = pick.classList.contains('cal')
    const cell = text => `<div data-hit data-value="${text}">${text}</div>`
    const blanks = '<span></span>'.repeat(Number(pick.dataset.first ?? 0))
    const body = days
      ? `<div><b>${pick.dataset.month}</b></div><div class="days">${blanks}${Array.from({ length: +pick.dataset.days }, (_, i) => cell(i + 1)).join('')}</div>`
      : options.split('|').map(cell).join('')
    pick.innerHTML = `<button aria-label="${label}" data-open="${id}"><span>${pick.textContent.trim()}</span> ▾</button><div class="pop" id="${id}">${body}</div>`
  }
}

function show(name) {
  for (const page of all('[data-page]')) page.classList.toggle('on', page.dataset.page.split(' ').includes(name))
  const page = document.querySelector('[data-page].on[data-title]')
  document.querySelector('#tab').textContent = page?.dataset.title ?? ''
  document.querySelector('#url').textContent = page?.dataset.url ?? ''
  document.body.classList.remove('busy', 'blank')
  for (const open of all('.pop.on, .dialog.on')) open.classList.remove('on')
  document.querySelector('#view').scrollTop = 0
  document.activeElement?.blur()
}

function pressed(event) {
  const value = event.target.closest('[data-value]')
  if (value) {
    const pick = value.closest('.pick')
    pick.querySelector('button span').textContent = value.dataset.value + (pick.dataset.month ? ' ' + pick.dataset.month : '')
    pick.querySelector('.pop').classList.remove('on')
    return
  }
  for (const el of all('[data-go],[data-open],[data-close],[data-show],[data-hide],[data-set],[data-toast]').filter(e => e.contains(event.target)).reverse()) {
    const { go, open, close, show: shown, hide, set, toast: said } = el.dataset
    if (close) document.getElementById(close).classList.remove('on')
    if (open) document.getElementById(open).classList.toggle('on')
    if (hide) for (const e of all(hide)) e.style.display = 'none'
    if (shown) for (const e of all(shown)) e.style.display = 'block'
    if (set) for (const one of set.split(';')) { const [css, text] = one.split('|'); for (const e of all(css)) e.textContent = text }
    if (said) toast = said
    if (go) pending = go
    if (el.classList.contains('tabs')) continue
    break
  }
  const chosen = event.target.closest('[data-choose]')
  if (chosen) {
    for (const e of all('[data-choose]', chosen.parentElement)) e.classList.remove('chosen')
    chosen.classList.add('chosen')
  }
}

function popup(id, text) {
  const el = document.getElementById(id)
  el.textContent = text
  el.classList.toggle('on', Boolean(text))
}

const plain = text => (text ?? '').replace(/\s+/g, ' ').replace(/[’]/g, "'").trim()
const nameOf = el => plain(el.dataset.label ?? el.getAttribute('aria-label') ?? (el.matches('input,textarea') ? el.labels?.[0]?.innerText ?? el.placeholder : null) ?? el.querySelector('h2,h3,h4,strong')?.innerText ?? el.innerText)
// What is written on it: an icon alone, or a picture, is called by its name.
const readOf = el => {
  const heading = el.querySelector('h2,h3,h4,strong')?.innerText
  const written = el.matches('input,textarea') ? nameOf(el) : heading ?? el.innerText.trim().split('\n')[0]
  return plain(written).replace(/\s*[▾›]$/, '') || nameOf(el)
}
const round = r => [r.x, r.y, r.width, r.height].map(Math.round)

function reachable(el) {
  const r = el.getBoundingClientRect(), v = document.querySelector('#view').getBoundingClientRect()
  if (!el.checkVisibility({ visibilityProperty: true }) || !r.width || r.top >= 720 || r.bottom <= 0) return false
  const x = Math.min(r.x + r.width / 2, 1279), y = Math.min(Math.max(r.y + r.height / 2, v.top), v.bottom - 1)
  const top = document.elementFromPoint(x, el.closest('#view') && !el.closest('.dialog') ? y : r.y + r.height / 2)
  return top && (el.contains(top) || top.contains(el) && !top.matches('.dialog'))
}

const TARGETS = 'a,button,summary,input:not([type=checkbox],[type=radio]),textarea,label:has(input[type=checkbox]),label:has(input[type=radio]),[data-go],[data-open],[data-close],[data-hit],[data-choose],[data-set],[data-show]'
function find(label, nth) {
  const want = plain(label), seen = all(TARGETS).filter(reachable)
  const ways = [n => n === want, n => n.startsWith(want), n => n.includes(want)]
  for (const way of ways) {
    const el = seen.filter(e => way(nameOf(e)))[nth - 1]
    if (el) {
      const text = readOf(el)
      el.id ||= 'e' + all('*').indexOf(el)
      return { id: el.id, label: text, box: round(el.getBoundingClientRect()) }
    }
  }
  return { missing: seen.map(nameOf) }
}

function boxOf(el) {
  if (el.matches('input,textarea')) return el.getBoundingClientRect()
  const range = document.createRange()
  range.selectNodeContents(el)
  return range.getBoundingClientRect()
}

function facts() {
  const v = document.querySelector('#view').getBoundingClientRect()
  const covers = all('.dialog.on > *, .pop.on').map(e => [e, e.getBoundingClientRect()])
  const seen = (el, r) => {
    const x = r.x + r.width / 2, y = r.y + r.height / 2
    if (!el.checkVisibility({ visibilityProperty: true }) || !r.width || y < v.top || y > v.bottom) return false
    return !covers.some(([c, b]) => !c.contains(el) && x > b.left && x < b.right && y > b.top && y < b.bottom)
  }
  const pii = []
  for (const el of all('[data-pii]')) {
    const text = el.value ?? el.innerText, r = boxOf(el)
    if (text && seen(el, r)) pii.push({ id: el.id ||= 'p' + all('[data-pii]').indexOf(el), type: el.dataset.pii, text, box: round(r) })
  }
  const cursors = []
  const looks = { pointer: 'hand', text: 'beam' }
  for (const el of all('a,button,summary,input,textarea,label,[data-go],[data-open],[data-close],[data-hit],[data-choose]')) {
    const look = el.matches('input:not([type=checkbox],[type=radio]),textarea') ? 'beam' : looks[getComputedStyle(el).cursor]
    if (look && reachable(el)) cursors.push([look, ...round(el.getBoundingClientRect())])
  }
  const took = { pii, cursors, pending, toast, dialogs: all('.dialog.on').length }
  pending = toast = null
  return took
}

function scrolled(dy) {
  const view = document.querySelector('#view'), before = view.scrollTop
  view.scrollBy(0, dy)
  return view.scrollTop - before
}

function tick() {
  for (const row of all('.carousel')) {
    const slides = [...row.children], at = slides.findIndex(s => s.classList.contains('on'))
    slides.forEach((s, i) => s.classList.toggle('on', i === (at + 1) % slides.length))
  }
}

expandPicks()
document.addEventListener('click', pressed)
document.addEventListener('keydown', e => { if (e.key === 'Enter' && e.target.dataset.enter) { e.preventDefault(); pending = e.target.dataset.enter } })
for (const form of all('form')) form.addEventListener('submit', e => e.preventDefault())
