"""The network taken away: what is joined with what, as files for Gephi, Cytoscape, NetworkX and igraph.

NetworkX's own writers are not used. They hold the graph, and that of GEXF its XML too: 1.4 and 4.5 gigabytes for 200
thousand projects, where this takes 130 megabytes. That of GEXF says on which day it ran, so that no two files are one,
and has no kinds of edges, of which Gephi keeps one between two nodes; that of GraphML loses carriage returns; what that
of Cytoscape says of the network, Cytoscape does not understand.
"""
