"""Scripts that wait for the first paint.

No page needs a script to be read or used. A script that is asked for together with the page's font wants a connection
and processor time just when the first words could be painted; on a slow phone that is a fifth of a second. So a page
names its modules in ``data-module`` attributes, and this line, the only script inside of a page, brings them once the
browser has painted. The security policy knows it by its hash.
"""

import base64
import hashlib

# Stands at the end of the body: whatever has a module is there. "paint" entries are of W3C Paint Timing; a browser that
# has none brings the modules at once.
LOADER = (
    "{const bring=()=>document.querySelectorAll('[data-module]').forEach(e=>import(e.dataset.module)),"
    "Seen=self.PerformanceObserver;"
    "if(Seen?.supportedEntryTypes?.includes('paint'))"
    "new Seen((_,seen)=>{seen.disconnect();bring()}).observe({type:'paint',buffered:true});"
    "else bring()}"
)
# What a Content-Security-Policy calls it (CSP 3, 2.3.1).
LOADER_SOURCE = f"'sha256-{base64.b64encode(hashlib.sha256(LOADER.encode()).digest()).decode()}'"
