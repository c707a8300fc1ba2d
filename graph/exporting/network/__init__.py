"""The network taken away: what is joined with what, as files for Gephi, Cytoscape, NetworkX and igraph.

NetworkX's own writers are not used. They hold the graph, a copy of it as XML, and its text: two gigabytes for 200
thousand projects. That of GEXF says on which day it ran, so that no two files are the same, and has no kinds of edges,
of which Gephi keeps one between two nodes; that of GraphML loses carriage returns; what that of Cytoscape says of the
network, Cytoscape does not understand.
"""
