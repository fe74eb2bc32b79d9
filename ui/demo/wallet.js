// The sample wallet speaks the visitor's language, as a wallet app would. The loader after it reads the same attribute.
document.documentElement.lang = navigator.language.startsWith("zh") ? "zh-CN" : "en";
