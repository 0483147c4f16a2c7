% Does bob's second message reach alice?
% Expected: yes
% Search: SelectUnlessUniqMax
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
include('../parts/fourth.ax').
fof(question, conjecture, ?[X,D3,Q3,Y]: a_reads4(alice,p(bob),X,D3,Q3,m4(bob,Y))).
