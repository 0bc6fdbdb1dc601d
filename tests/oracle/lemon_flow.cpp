#include "lemon_flow.hpp"

#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace oracle {
namespace {

using Graph = lemon::SmartDigraph;

/// Every seeker also has a way past all places, at a cost so high that no larger set is ever given up for score.
struct Flow {
  Graph graph;
  Graph::ArcMap<std::int64_t> cost{graph}, capacity{graph};
  Graph::NodeMap<std::int64_t> supply{graph};
  std::int64_t past = 0;

  explicit Flow(const Problem& problem) {
    std::int64_t highest = 1, room = 0;
    for (const auto& edge : problem.edges) highest = std::max(highest, std::abs(edge.score));
    for (const std::int64_t c : problem.capacity) room += c;
    past = 2 * highest * (std::min<std::int64_t>(problem.seekers, room) + 1);
    graph.reserveNode(problem.seekers + problem.places + 1);
    graph.reserveArc(static_cast<int>(problem.edges.size()) + problem.seekers + problem.places);
    for (int i = 0; i < problem.seekers + problem.places + 1; ++i) supply[graph.addNode()] = 0;
    const auto sink = Graph::nodeFromId(problem.seekers + problem.places);
    supply[sink] = -problem.seekers;
    const auto arc = [&](int from, Graph::Node to, std::int64_t price, std::int64_t most) {
      const auto added = graph.addArc(Graph::nodeFromId(from), to);
      cost[added] = price;
      capacity[added] = most;
    };
    for (const auto& edge : problem.edges) {
      arc(edge.seeker, Graph::nodeFromId(problem.seekers + edge.place), -edge.score, 1);
    }
    for (int s = 0; s < problem.seekers; ++s) {
      supply[Graph::nodeFromId(s)] = 1;
      arc(s, sink, past, 1);
    }
    for (int p = 0; p < problem.places; ++p) {
      arc(problem.seekers + p, sink, 0, problem.capacity[static_cast<std::size_t>(p)]);
    }
  }
};

template <class Solver>
Answer run(const Problem& problem, const Flow& flow) {
  const auto start = std::chrono::steady_clock::now();
  Solver solver(flow.graph);
  solver.upperMap(flow.capacity).costMap(flow.cost).supplyMap(flow.supply);
  if (solver.run() != Solver::OPTIMAL) return {};
  Answer answer;
  answer.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  answer.matched = 0;
  for (std::size_t i = 0; i < problem.edges.size(); ++i) {
    if (solver.flow(Graph::arcFromId(static_cast<int>(i))) == 0) continue;
    ++answer.matched;
    answer.score += problem.edges[i].score;
  }
  return answer;
}

}  // namespace

Answer solved_by_lemon(const Problem& problem, Method method) {
  const Flow flow(problem);
  return method == Method::network_simplex
             ? run<lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t>>(problem, flow)
             : run<lemon::CostScaling<Graph, std::int64_t, std::int64_t>>(problem, flow);
}

}  // namespace oracle
