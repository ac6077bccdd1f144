// Runs once for each HTML component of the page; gives `element`, `trigger` and `watch`.
// Clicks are read from data attributes, which only the server writes.
const narrow = () => window.matchMedia("(max-width: 899px)").matches;
const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const show = (target, block) => target.scrollIntoView({ block, behavior: calm() ? "auto" : "smooth" });

function back() {
  const { turn, n } = document.body.dataset;
  const marks = `.pa-text .pa-mark[data-turn="${turn}"][data-n="${n}"], .pa-log .pa-mark[data-turn="${turn}"]`;
  const target = document.querySelector(marks) ?? document.querySelector("#pa-box textarea");
  target?.focus({ preventScroll: true });
  if (target) show(target, "center");
}

// What a form below an answer holds: the reason that was picked and the line that was written.
function filled(id) {
  const form = document.getElementById(id);
  const reason = form.querySelector("input[type=radio]:checked")?.value ?? "";
  return { reason, note: form.querySelector("input[type=text]").value };
}

function unfold(button) {
  const form = document.getElementById(button.dataset.unfold);
  form.hidden = !form.hidden;
  button.setAttribute("aria-expanded", String(!form.hidden));
  if (!form.hidden) form.querySelector("input").focus();
}

function remember(lang) {
  document.cookie = `pa-language=${lang}; Path=/; Max-Age=31536000; SameSite=Lax`;
}

// What cannot be undone is done at the second press.
function sure(button) {
  if (!button.dataset.sure || button.dataset.asked) return true;
  button.dataset.asked = "1";
  button.textContent = button.dataset.sure;
  return false;
}

// A question that joined while the stream was being closed waits unheard until another event opens it.
const PATIENCE = 1500;
let asked = 0;
function listen() {
  const mine = ++asked;
  const before = document.body.dataset.drawn;
  const look = (left) => setTimeout(() => {
    if (mine !== asked || document.body.dataset.drawn !== before || !left) return;
    trigger("tick", {});
    look(left - 1);
  }, PATIENCE);
  look(5);
}
if (element.closest("#pa-now")) {
  const heard = (event) => {
    const typed = event.key === "Enter" && event.target.matches?.("#pa-box textarea") && event.target.value.trim();
    const clicked = event.type === "click" && event.target.closest?.("#pa-send, [data-question]");
    if (typed || clicked) listen();
  };
  document.addEventListener("keydown", heard, true);
  document.addEventListener("click", heard, true);
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { send, turn, n, lang, form } = button.dataset;
  if (lang) remember(lang);
  if (n) Object.assign(document.body.dataset, { turn, n });
  if (button.dataset.unfold) unfold(button);
  if (send && sure(button)) trigger(send, { ...button.dataset, ...(form ? filled(form) : {}) });
  if (button.classList.contains("pa-copy")) {
    copyText(button.dataset.copy ?? location.origin + button.dataset.copyPath, button);
  }
  if (button.classList.contains("pa-back")) back();
});

element.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && element.querySelector(".pa-back")) back();
  if (event.key === "Enter" && event.target.matches(".pa-say input")) {
    event.target.closest(".pa-rate-form").querySelector(".pa-send-rate").click();
  }
});

// What was unfolded stays unfolded when the conversation is drawn again.
const unfolded = new Set();
element.addEventListener("toggle", (event) => {
  const key = event.target.dataset.key;
  if (key) unfolded[event.target.open ? "add" : "delete"](key);
}, true);

// The address names the conversation, so that a reload finds it again.
function named() {
  const key = element.querySelector(".pa-log")?.dataset.conversation ?? (element.querySelector(".pa-welcome") ? "" : undefined);
  if (key === undefined) return;
  const url = new URL(location.href);
  if (key === (url.searchParams.get("c") ?? "")) return;
  if (key) url.searchParams.set("c", key);
  else if (drawnOnce) url.searchParams.delete("c");
  url.searchParams.delete("q");
  history.replaceState(history.state, "", url);
}

let shown = false;
let turns = 0;
let drawnOnce = false;
function drawn() {
  const head = element.querySelector("[data-lang].pa-header");
  if (head) {
    document.documentElement.lang = head.dataset.lang;
    if (shown) remember(head.dataset.lang.slice(0, 2));
    shown = true;  // as served it is Chinese; only what came after is what the reader wants
  }
  if (element.closest("#pa-talk")) document.body.dataset.drawn = Number(document.body.dataset.drawn ?? 0) + 1;
  for (const fold of element.querySelectorAll("details[data-key]")) fold.open = unfolded.has(fold.dataset.key);
  named();
  if (!narrow()) element.querySelector(".pa-cited mark")?.scrollIntoView({ block: "nearest" });
  const articles = element.querySelectorAll(".pa-turn");
  if (articles.length === 0) unfolded.clear();
  if (articles.length > turns) show(articles[articles.length - 1], "start");
  else if (element.querySelector(".pa-running")) show(element.querySelector(".pa-running"), "nearest");
  turns = articles.length;
  drawnOnce = drawnOnce || articles.length > 0;
}
watch("value", drawn);
drawn();
