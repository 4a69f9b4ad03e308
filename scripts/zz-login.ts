// logs in by HTTP; prints cookie
const base = process.argv[2]!, email = process.argv[3]!, password = process.argv[4]!;
const jar = new Map<string,string>();
const take=(r:Response)=>{for(const c of r.headers.getSetCookie()){const [kv=""]=c.split(";");const i=kv.indexOf("=");jar.set(kv.slice(0,i),kv.slice(i+1));}};
const ck=()=>[...jar].map(([k,v])=>`${k}=${v}`).join("; ");
let r=await fetch(base+"/api/auth/csrf");take(r);const {csrfToken}=await r.json() as {csrfToken:string};
r=await fetch(base+"/api/auth/callback/credentials",{method:"POST",redirect:"manual",headers:{cookie:ck(),"content-type":"application/x-www-form-urlencoded"},body:new URLSearchParams({csrfToken,email,password,json:"true"})});take(r);
console.log(ck());
