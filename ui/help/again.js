// What is being found out meanwhile: the page looks again by itself, and takes from nobody what they are writing.
const SECONDS = 4;

const isBusy = () => document.hidden || document.activeElement?.matches("input, textarea") || [...document.querySelectorAll("input.input, textarea")].some(({ value }) => value);

setInterval(() => isBusy() || location.reload(), SECONDS * 1000);
