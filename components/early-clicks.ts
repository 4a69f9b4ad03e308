/**
 * A page can be read before its script is there, and what is clicked or sent in between would be lost. This runs before
 * anything is drawn: it keeps the last click on a button, or the last form sent, that React does not hear yet, and gives
 * it once when React does, unless the page moved on meanwhile. Links, popovers and forms with an address of their own
 * belong to the browser and need none of this. A form is sent again until React prevents the browser's own way: it hears a
 * form a little later than it marks it.
 *
 * React marks the elements that it hears with a property of its own, `__reactProps$…`; `slow-script.spec` fails if that
 * is no longer so.
 */
export const EARLY_CLICKS_SCRIPT = `(function(){var kept=null,since=0
function isHeard(e){return Object.keys(e).some(function(k){return k.indexOf("__reactProps$")===0})}
function keep(e){if(e!==kept)since=Date.now()
kept=e
if(e)requestAnimationFrame(give)}
function give(){var e=kept
if(!e)return
if(!e.isConnected||Date.now()-since>15000)kept=null
else if(!isHeard(e))requestAnimationFrame(give)
else if(e.requestSubmit)e.requestSubmit()
else{kept=null;e.click()}}
addEventListener("click",function(e){var b=e.target.closest&&e.target.closest("button[type=button]:not([popovertarget])")
keep(b&&!isHeard(b)?b:null)},true)
addEventListener("click",function(){if(kept&&isHeard(kept))kept=null})
addEventListener("submit",function(e){var f=e.target
if(f===kept&&e.defaultPrevented)kept=null
if(e.defaultPrevented||f.hasAttribute("action"))return
e.preventDefault();keep(f)})
addEventListener("keydown",function(e){if(e.key==="Escape")kept=null},true)})()`;
