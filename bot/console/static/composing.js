/** While a word is being composed, Enter and the arrows belong to the input method (229: Safari). */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;
