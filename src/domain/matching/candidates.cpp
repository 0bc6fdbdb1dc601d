#include "domain/matching/candidates.hpp"

#include <algorithm>
#include <mutex>

#include "platform/base/assert.hpp"
#include "platform/base/parallel.hpp"

namespace parvis::matching {
namespace {

using assignment::Edge;
using suitability::Bits;
using suitability::block_size;
using suitability::Look;

constexpr std::size_t slice_size = 64;
constexpr std::size_t most_equals_of_all = 50'000'000;  // 400 MB of edges

/// Mixed bits of two numbers (splitmix64): spreads what is equal, so that not all adepts keep the same mentors.
std::uint64_t mixed(std::uint64_t x, std::uint64_t y) {
  auto z = (x << 32 | y) + 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

template <class Act>
void each_bit(std::size_t block, Bits bits, Act act) {
  for (; bits != 0; bits &= bits - 1)
    act(block * block_size + static_cast<std::size_t>(std::countr_zero(bits)));
}

bool by_place(const Edge& x, const Edge& y) {
  return x.place < y.place;
}

/// Tells progress from many threads, one at a time and never backwards.
class Progress {
 public:
  Progress(const RoundRequest& request, Stage stage, std::size_t whole)
      : tell_(request.progress), stage_(stage), whole_(whole) {}
  void done(std::size_t more) {
    if (!tell_ || whole_ == 0) return;
    const std::lock_guard lock(mutex_);
    done_ += more;
    tell_(stage_, static_cast<int>(done_ * 10'000 / whole_));
  }

 private:
  const std::function<void(Stage, int)>& tell_;
  Stage stage_;
  std::size_t whole_, done_ = 0;
  std::mutex mutex_;
};

}  // namespace

/// The prices of one side of the cover, as the check of one adept needs them.
struct Candidates::Prices {
  std::vector<Bits> takers;          ///< the mentors of that side with places
  std::vector<std::int64_t> lowest;  ///< by block; very high where there is nobody
  std::int64_t lowest_of_all = very_high;
  static constexpr std::int64_t very_high = INT64_MAX / 4;
};

Candidates::Candidates(Round::Data& data, Solved& solved, const std::vector<int>& places)
    : data_(data), solved_(solved), crowd_(*solved.crowd), places_(places) {
  takers_.with_capacity = crowd_.those([&](std::size_t m) { return data.request.mentors[m].capacity > 0; });
  takers_.with_places = crowd_.those([&](std::size_t m) { return places[m] > 0; });
  most_equals_ =
      std::max<std::size_t>(64, most_equals_of_all / std::max<std::size_t>(1, data.request.adepts.size()));
}

std::vector<Candidates::Ranked> Candidates::best_so_many(const Look& look, const Open& open,
                                                         std::size_t most) {
  std::size_t count = 0;
  for (const auto& [block, bits] : open) count += static_cast<std::size_t>(std::popcount(bits));
  std::vector<Ranked> best;
  if (count <= most) {
    best.reserve(count);
    for (const auto& [block, bits] : open)
      each_bit(block, bits,
               [&](std::size_t p) { best.push_back({look.points(p), 0, static_cast<std::uint32_t>(p)}); });
    return best;
  }
  struct Block {
    std::int64_t most;
    std::uint64_t order;
    std::size_t at;
    Bits bits;
  };
  std::vector<Block> blocks;
  blocks.reserve(open.size());
  for (const auto& [block, bits] : open)
    blocks.push_back({look.most_points(block), mixed(look.adept(), block), block, bits});
  std::sort(blocks.begin(), blocks.end(), [](const Block& x, const Block& y) {
    return x.most != y.most ? x.most > y.most : x.order < y.order;
  });
  // Those below the floor are not among the best; the floor rises each time that the list is cut.
  auto floor = INT64_MIN;
  const auto cut = [&] {
    const auto last = best.begin() + static_cast<std::ptrdiff_t>(most - 1);
    std::nth_element(best.begin(), last, best.end(), [](const Ranked& x, const Ranked& y) {
      return x.points != y.points ? x.points > y.points : x.order < y.order;
    });
    floor = last->points;
    best.resize(most);
  };
  for (const auto& block : blocks) {
    if (block.most <= floor) break;
    each_bit(block.at, block.bits, [&](std::size_t p) {
      const auto points = look.points(p);
      if (points <= floor) return;
      best.push_back({points, mixed(look.adept(), p), static_cast<std::uint32_t>(p)});
      if (best.size() >= 2 * most + 32) cut();
    });
  }
  if (best.size() > most) cut();
  return best;
}

std::vector<Edge> Candidates::best_edges(const Look& look, const Open& open) {
  const auto most = static_cast<std::size_t>(data_.request.track.candidates);
  std::size_t count = 0;
  for (const auto& [block, bits] : open) count += static_cast<std::size_t>(std::popcount(bits));
  std::vector<Edge> edges;
  auto least = INT64_MAX;
  for (const auto& one : best_so_many(look, open, most)) {
    edges.push_back({crowd_.mentor_at(one.position), look.score_of(one.points)});
    least = std::min(least, one.points);
  }
  if (count > most) solved_.cut[look.adept()] = look.score_of(least);
  std::sort(edges.begin(), edges.end(), by_place);
  return edges;
}

/// Of each adept the best among those for whom `relevant(adept, block)`.
template <class Relevant>
void Candidates::gather_from(Relevant relevant, const std::function<void()>& slice_done) {
  const auto adepts = data_.request.adepts.size();
  solved_.cut.assign(adepts, Solved::nobody_left_out);
  std::vector<std::vector<Edge>> edges((adepts + slice_size - 1) / slice_size);
  std::vector<std::uint64_t> degree(adepts);
  in_parallel(edges.size(), data_.request.threads, [&](std::size_t s) {
    Look look(crowd_);
    Open open;
    for (std::size_t a = s * slice_size; a < std::min(adepts, (s + 1) * slice_size); ++a) {
      look.at(a);
      open.clear();
      look.allowed([&](std::size_t block, Bits bits) {
        bits &= relevant(a, block, bits & ~solved_.out_of_block(a, block));
        if (bits != 0) open.emplace_back(block, bits);
        return true;
      });
      const auto best = best_edges(look, open);
      degree[a] = best.size();
      edges[s].insert(edges[s].end(), best.begin(), best.end());
    }
    edges[s].shrink_to_fit();
    slice_done();
  });
  auto& instance = solved_.instance;
  instance = {};
  instance.first.assign(1, 0);
  for (const auto d : degree) instance.first.push_back(instance.first.back() + d);
  instance.edges.reserve(instance.first.back());
  for (auto& part : edges) {
    instance.edges.insert(instance.edges.end(), part.begin(), part.end());
    std::vector<Edge>().swap(part);
  }
  instance.capacity.assign(places_.begin(), places_.end());
}

void Candidates::gather() {
  std::vector<std::int64_t> allowed(data_.request.adepts.size());
  Progress progress(data_.request, Stage::judging, (allowed.size() + slice_size - 1) / slice_size);
  gather_from(
      [&](std::size_t a, std::size_t block, Bits bits) {
        // Locked people stand aside from the engine, but what the rules allow them counts as possible.
        allowed[a] += std::popcount(bits & takers_.with_capacity[block]);
        const bool locked = solved_.locked_mentor[a] != assignment::no_place;
        return locked ? Bits{0} : bits & takers_.with_places[block];
      },
      [&] { progress.done(1); });
  for (const auto a : allowed) data_.possible_pairs += a;
}

void Candidates::find_cover() {
  auto largest = covering_set();
  // No largest set has an edge with both ends in the cover: from here on only the others are looked at, and the
  // edges of one largest set are kept, so that as many can be matched.
  const auto in_cover = crowd_.those([&](std::size_t m) { return largest.place_in_cover[m] != 0; });
  std::vector<OfOne> of_the_set(largest.place_of.size());
  for (std::size_t a = 0; a < of_the_set.size(); ++a)
    for (const Edge& edge : solved_.instance.edges_of(a))
      if (static_cast<std::int32_t>(edge.place) == largest.place_of[a]) of_the_set[a].wanted.push_back(edge);
  gather_from(
      [&](std::size_t a, std::size_t block, Bits bits) {
        if (solved_.locked_mentor[a] != assignment::no_place) return Bits{0};
        return bits & takers_.with_places[block] &
               (largest.seeker_in_cover[a] ? ~in_cover[block] : in_cover[block]);
      },
      [] {});
  for (std::size_t a = 0; a < of_the_set.size(); ++a)
    std::erase_if(of_the_set[a].wanted, [&](const Edge& edge) { return is_kept(a, edge.place); });
  bring_in(of_the_set);
  // The cover is the same, but some of the edges that show it may have been left out anew.
  cover_ = covering_set();
  PARVIS_ASSERT(cover_.matched == largest.matched && cover_.seeker_in_cover == largest.seeker_in_cover);
}

assignment::Cardinality Candidates::covering_set() {
  while (true) {
    auto largest = assignment::largest_set(solved_.instance);
    if (cover_holds(largest)) return largest;
  }
}

bool Candidates::is_kept(std::size_t adept, std::uint32_t mentor) const {
  if (!brought_.empty())
    for (const Edge& edge : brought_[adept])
      if (edge.place == mentor) return true;
  const auto kept = solved_.instance.edges_of(adept);
  const auto at = std::lower_bound(kept.begin(), kept.end(), Edge{mentor, 0}, by_place);
  return at != kept.end() && at->place == mentor;
}

/// Some of those given, one from each block in turn, and others for another adept: where as many as possible are to
/// be matched, it helps if not all come to the same mentors.
std::vector<std::size_t> Candidates::scattered(Open open, std::size_t adept) {
  constexpr std::size_t most = 16;
  std::vector<std::size_t> some;
  for (std::size_t i = mixed(adept, open.size()) % open.size(), empty = 0;
       some.size() < most && empty < open.size(); i = (i + 1) % open.size()) {
    auto& [block, bits] = open[i];
    if (bits == 0) {
      ++empty;
      continue;
    }
    empty = 0;
    const auto turn = static_cast<int>(mixed(adept, block) % block_size);
    const auto bit = (std::countr_zero(std::rotr(bits, turn)) + turn) % static_cast<int>(block_size);
    bits &= ~(Bits{1} << bit);
    some.push_back(block * block_size + static_cast<std::size_t>(bit));
  }
  return some;
}

/// Every pair that the rules allow has an end in the cover; else brings in some that have none.
bool Candidates::cover_holds(const assignment::Cardinality& largest) {
  const auto in_cover = crowd_.those([&](std::size_t m) { return largest.place_in_cover[m] != 0; });
  const auto adepts = data_.request.adepts.size();
  std::vector<OfOne> found(adepts);
  in_parallel((adepts + slice_size - 1) / slice_size, data_.request.threads, [&](std::size_t s) {
    Look look(crowd_);
    Open outside;
    for (std::size_t a = s * slice_size; a < std::min(adepts, (s + 1) * slice_size); ++a) {
      if (solved_.cut[a] == Solved::nobody_left_out || largest.seeker_in_cover[a]) continue;
      look.at(a);
      outside.clear();
      look.allowed([&](std::size_t block, Bits bits) {
        bits &= takers_.with_places[block] & ~in_cover[block] & ~solved_.out_of_block(a, block);
        if (bits != 0) outside.emplace_back(block, bits);
        return true;
      });
      if (outside.empty()) continue;
      for (const auto p : scattered(outside, a))
        found[a].wanted.push_back({crowd_.mentor_at(p), look.score_of(look.points(p))});
    }
  });
  const bool holds =
      std::all_of(found.begin(), found.end(), [](const OfOne& one) { return one.wanted.empty(); });
  if (!holds) bring_in(found);
  return holds;
}

std::size_t Candidates::most_brought_in(std::size_t adept) const {
  return std::max(solved_.instance.edges_of(adept).size(),
                  static_cast<std::size_t>(data_.request.track.candidates));
}

Candidates::OfOne Candidates::hold(const Look& look, const Prices& prices) const {
  const auto a = look.adept();
  const auto& certificate = solved_.solution.certificate;
  const auto price = certificate.seeker_price[a];
  OfOne found;
  if (price + prices.lowest_of_all > solved_.cut[a]) return found;

  struct Lacking {
    std::int64_t lacks;  ///< how much the prices lack
    std::uint64_t order;
    Edge edge;
  };
  std::vector<Lacking> lacking;
  look.allowed([&](std::size_t block, Bits bits) {
    bits &= prices.takers[block] & ~solved_.out_of_block(a, block);
    const auto least = price + prices.lowest[block];
    if (bits == 0 || least > solved_.cut[a]) return true;
    const auto least_points = look.points_for(least);
    if (look.most_points(block) < least_points) return true;
    each_bit(block, bits, [&](std::size_t p) {
      const auto points = look.points(p);
      if (points < least_points) return;
      const auto mentor = crowd_.mentor_at(p);
      const int score = look.score_of(points);
      const auto lacks = score - price - certificate.place_price[mentor];
      if (lacks < 0 || score > solved_.cut[a] || is_kept(a, mentor)) return;
      if (lacks > 0)
        lacking.push_back({lacks, mixed(a, p), {mentor, score}});
      else if (found.equal.size() < most_equals_)
        found.equal.push_back({mentor, score});
      else
        found.passed_by = true;
    });
    return true;
  });
  if (const auto most = most_brought_in(a); lacking.size() > most) {
    std::nth_element(lacking.begin(), lacking.begin() + static_cast<std::ptrdiff_t>(most), lacking.end(),
                     [](const Lacking& x, const Lacking& y) {
                       return x.lacks != y.lacks ? x.lacks > y.lacks : x.order < y.order;
                     });
    lacking.resize(most);
  }
  for (const auto& one : lacking) found.wanted.push_back(one.edge);
  return found;
}

/// What asks for more than the prices on one side: adepts in the cover with mentors off it, or the other way round.
std::vector<assignment::PartEdge> Candidates::missing(bool adepts_in_cover) {
  const auto& certificate = solved_.solution.certificate;
  Prices prices;
  prices.takers = crowd_.those(
      [&](std::size_t m) { return places_[m] > 0 && (cover_.place_in_cover[m] == 0) == adepts_in_cover; });
  prices.lowest.assign(crowd_.blocks(), Prices::very_high);
  for (std::size_t m = 0; m < places_.size(); ++m) {
    if (places_[m] <= 0 || (cover_.place_in_cover[m] == 0) != adepts_in_cover) continue;
    auto& lowest = prices.lowest[crowd_.position_of(m) / block_size];
    lowest = std::min(lowest, certificate.place_price[m]);
    prices.lowest_of_all = std::min(prices.lowest_of_all, certificate.place_price[m]);
  }
  const auto adepts = data_.request.adepts.size();
  std::vector<OfOne> found(adepts);
  in_parallel((adepts + slice_size - 1) / slice_size, data_.request.threads, [&](std::size_t s) {
    Look look(crowd_);
    for (std::size_t a = s * slice_size; a < std::min(adepts, (s + 1) * slice_size); ++a) {
      if ((cover_.seeker_in_cover[a] != 0) != adepts_in_cover || solved_.cut[a] == Solved::nobody_left_out)
        continue;
      look.at(a);
      found[a] = hold(look, prices);
    }
  });
  std::vector<assignment::PartEdge> all;
  for (std::uint32_t a = 0; a < adepts; ++a)
    for (const Edge& edge : found[a].wanted) {
      all.push_back({a, edge.place, edge.score});
      brought_[a].push_back(edge);
    }
  if (!all.empty()) return all;
  for (std::uint32_t a = 0; a < adepts; ++a) {
    if ((cover_.seeker_in_cover[a] != 0) != adepts_in_cover) continue;
    equals_[a] = std::move(found[a].equal);
    std::sort(equals_[a].begin(), equals_[a].end(), by_place);
    if (found[a].passed_by) passed_equals_by_ = true;
  }
  return all;
}

void Candidates::solve() {
  auto& solution = solved_.solution;
  const auto adepts = data_.request.adepts.size();
  solution.place_of.assign(adepts, assignment::no_place);
  solution.certificate = {cover_.seeker_in_cover, cover_.place_in_cover, std::vector<std::int64_t>(adepts),
                          std::vector<std::int64_t>(places_.size())};
  equals_.resize(adepts);
  brought_.resize(adepts);
  Progress progress(data_.request, Stage::solving, 2 * 10'000);
  in_parallel(2, data_.request.threads, [&](std::size_t i) {
    const bool adepts_in_cover = i == 0;
    std::size_t told = 0;
    const auto tell = [&](double share) {
      const auto now = static_cast<std::size_t>(share * 10'000);
      if (now <= told) return;
      progress.done(now - told);
      told = now;
    };
    assignment::solve_part(solved_.instance, cover_,
                           adepts_in_cover ? assignment::Seekers::are_rows : assignment::Seekers::are_columns,
                           solution, tell, [&] { return missing(adepts_in_cover); });
    tell(1);
  });
  std::vector<OfOne> brought(adepts);
  for (std::size_t a = 0; a < adepts; ++a) brought[a].wanted = std::move(brought_[a]);
  bring_in(brought);
  count_and_prove();
}

/// The same for what is in the instance, and that the prices add up to the score.
void Candidates::count_and_prove() {
  auto& solution = solved_.solution;
  const auto& proof = solution.certificate;
  __extension__ typedef __int128 Wide;  // prices can be far larger than what they add up to
  Wide prices = 0;
  std::int64_t cover = 0;
  for (std::size_t m = 0; m < places_.size(); ++m) {
    PARVIS_ASSERT(proof.place_in_cover[m] || proof.place_price[m] >= 0);
    prices += Wide{places_[m]} * proof.place_price[m];
    if (proof.place_in_cover[m]) cover += places_[m];
  }
  for (std::size_t a = 0; a < solution.place_of.size(); ++a) {
    const bool covered = proof.seeker_in_cover[a] != 0;
    PARVIS_ASSERT(covered || proof.seeker_price[a] >= 0);
    prices += proof.seeker_price[a];
    cover += covered;
    bool found = solution.place_of[a] == assignment::no_place;
    for (const Edge& edge : solved_.instance.edges_of(a)) {
      const bool place_covered = proof.place_in_cover[edge.place] != 0;
      PARVIS_ASSERT(covered || place_covered);
      PARVIS_ASSERT((covered && place_covered) ||
                    proof.seeker_price[a] + proof.place_price[edge.place] >= edge.score);
      if (static_cast<std::int32_t>(edge.place) != solution.place_of[a]) continue;
      found = true;
      ++solution.matched;
      solution.score += edge.score;
    }
    PARVIS_ASSERT(found);
  }
  PARVIS_ASSERT(solution.matched == cover && prices == solution.score);
}

void Candidates::bring_in(std::vector<OfOne>& found) {
  auto& instance = solved_.instance;
  assignment::Instance more;
  more.capacity = instance.capacity;
  more.first.assign(1, 0);
  std::size_t edges = instance.edges.size();
  for (const auto& one : found) edges += one.wanted.size();
  more.edges.reserve(edges);
  for (std::size_t a = 0; a < found.size(); ++a) {
    auto& wanted = found[a].wanted;
    std::sort(wanted.begin(), wanted.end(), by_place);
    const auto kept = instance.edges_of(a);
    std::merge(kept.begin(), kept.end(), wanted.begin(), wanted.end(), std::back_inserter(more.edges),
               by_place);
    more.first.push_back(more.edges.size());
  }
  instance = std::move(more);
}

}  // namespace parvis::matching
