% Can alice's first message be read with the long-term keys of both, but no bundle keys?
% Expected: no
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
% The signing key of bob is not among them: with it, anybody makes a bundle in his name.
fof(stolen, axiom, knows(now,ik(bob)) & knows(now,ik(alice)) & knows(now,p(alice))).
fof(question, conjecture, ?[S,IB,N,SP,PQ]: knows(now, m1(alice, v(S,p(bob),IB,N,SP,PQ)))).
