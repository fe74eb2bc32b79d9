// A button for what the browser's own menu does as well.
const button = document.querySelector("#print");
button.hidden = false;
button.addEventListener("click", () => print());
