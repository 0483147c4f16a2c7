% Does bob's answer reach alice?
% Expected: yes
% Search: SelectUnlessUniqMax
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
fof(question, conjecture, ?[V,X,TH,D1,Q1,R2,H1,H2,W]:
  a_answer(alice,p(bob),V,X,TH,D1,Q1,R2,H1,H2,m2(bob,W))).
