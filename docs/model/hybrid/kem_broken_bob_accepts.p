% Can somebody write to bob as alice when ML-KEM is broken?
% Expected: no
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
include('../parts/kem_broken_now.ax').
fof(question, conjecture, ?[N,IA,E,R,W,KM,TH,D0,Q0,R1,H1,M]: (b_accept(bob,p(alice),u(N,p(alice),IA,E,R),W,KM,TH,D0,Q0,R1,H1,M) & knows(now,M))).
