// Runs once for each HTML component of the page; gives `element`, `trigger` and `watch`.
// Clicks are read from data attributes, which only the server writes.
const narrow = () => window.matchMedia("(max-width: 899px)").matches;
const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const show = (target, block) => target.scrollIntoView({ block, behavior: calm() ? "auto" : "smooth" });

async function copy(button) {
  const text = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without https the clipboard is closed to pages; a selected text area still copies.
    const area = Object.assign(document.createElement("textarea"), { value: text, className: "pa-unseen" });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
  }
  const before = button.textContent;
  if (before !== button.dataset.done) {
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = before; }, 1800);
  }
}

function back() {
  const { turn, n } = document.body.dataset;
  const marks = `.pa-text .pa-mark[data-turn="${turn}"][data-n="${n}"], .pa-log .pa-mark[data-turn="${turn}"]`;
  const target = document.querySelector(marks) ?? document.querySelector("#pa-box textarea");
  target?.focus({ preventScroll: true });
  if (target) show(target, "center");
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { send, turn, n } = button.dataset;
  if (turn) Object.assign(document.body.dataset, { turn, n });
  if (send) trigger(send, { ...button.dataset });
  if (button.classList.contains("pa-copy")) copy(button);
  if (button.classList.contains("pa-back")) back();
});

element.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && element.querySelector(".pa-back")) back();
});

// What was unfolded stays unfolded when the conversation is drawn again.
const unfolded = new Set();
element.addEventListener("toggle", (event) => {
  const key = event.target.dataset.key;
  if (key) unfolded[event.target.open ? "add" : "delete"](key);
}, true);

let turns = 0;
function drawn() {
  const head = element.querySelector("[data-lang].pa-header");
  if (head) document.documentElement.lang = head.dataset.lang;
  for (const fold of element.querySelectorAll("details[data-key]")) fold.open = unfolded.has(fold.dataset.key);
  const articles = element.querySelectorAll(".pa-turn");
  if (articles.length === 0) unfolded.clear();
  if (articles.length > turns) show(articles[articles.length - 1], "start");
  else if (element.querySelector(".pa-running")) show(element.querySelector(".pa-running"), "nearest");
  turns = articles.length;
}
watch("value", drawn);
drawn();
