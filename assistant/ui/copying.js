// Copies a text and says so on the button; read before page.js and pages.js.
async function copyText(text, button) {
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
