/**
 * A page can be read before its script is there, and what is clicked in between would be lost. This runs before anything
 * is drawn: it keeps the last click on a button that React does not hear yet, and gives it once when it does, unless the
 * page moved on meanwhile. Links, forms and popovers are the browser's own and need none of this.
 *
 * React marks the elements that it hears with a property of its own, `__reactProps$…`; `slow-script.spec` fails if that
 * is no longer so.
 */
export const EARLY_CLICKS_SCRIPT = `(function(){var kept=null,since=0
function isHeard(e){return Object.keys(e).some(function(k){return k.indexOf("__reactProps$")===0})}
function give(){if(!kept)return
if(!kept.isConnected||Date.now()-since>15000){kept=null;return}
if(!isHeard(kept)){requestAnimationFrame(give);return}
var b=kept;kept=null;b.click()}
addEventListener("click",function(e){var b=e.target.closest&&e.target.closest("button[type=button]:not([popovertarget])")
kept=b&&!isHeard(b)?b:null
if(kept){since=Date.now();requestAnimationFrame(give)}},true)
addEventListener("click",function(){if(kept&&isHeard(kept))kept=null})
addEventListener("keydown",function(e){if(e.key==="Escape")kept=null},true)})()`;
