#include "domain/assignment/draw.hpp"

#include <algorithm>
#include <utility>

#include "platform/base/assert.hpp"

namespace parvis::assignment {
namespace {

/// A set of seekers that holds all bounds, each at a place, and how it may change: a flow hub → group → seeker → place
/// → hub with bounds on the arcs from the hub. Those taken may move but not leave; those refused are gone; who is still
/// to come may join or leave. A change is a path in the residual network. Its nodes here are places, groups and the
/// hub; seekers are what one goes by.
class Witness {
 public:
  Witness(const Instance& instance, const Groups& groups)
      : instance_(instance),
        groups_(groups),
        places_(static_cast<std::uint32_t>(instance.places())),
        hub_(places_ + static_cast<std::uint32_t>(groups.bounds.size())),
        place_of_(instance.seekers(), no_place),
        position_(instance.seekers(), 0),
        at_(places_),
        members_(groups.bounds.size()),
        count_(groups.bounds.size(), 0),
        lower_(groups.bounds.size(), 0),
        seen_(hub_ + 1, 0),
        from_(hub_ + 1),
        dead_(groups.bounds.size() + 1, std::vector<std::uint8_t>(hub_ + 1, 0)) {
    for (std::uint32_t s = 0; s < instance.seekers(); ++s) members_[groups.of[s]].push_back(s);
  }

  /// Fills the group up to its lower bound, as far as that is possible.
  void fill(std::uint32_t group) {
    const std::int32_t wanted = groups_.bounds[group].lower;
    while (count_[group] < wanted) {
      start();
      seen_[places_ + group] = round_;  // the way begins here and never comes back
      expand_group(group);
      if (!search(hub_, groups_.bounds.size())) break;
      push(hub_);
      ++count_[group];
    }
    lower_[group] = std::min(count_[group], wanted);
  }

  /// Whether the next in order is served: everybody earlier is settled.
  bool take(std::uint32_t seeker) {
    next_ = seeker + 1;
    if (place_of_[seeker] != no_place) return true;
    const std::uint32_t group = groups_.of[seeker];
    start();
    step_to_places_of(seeker);
    if (!search(places_ + group, group)) return false;
    push(places_ + group);
    ++count_[group];
    return true;
  }

  const std::vector<std::int32_t>& place_of() const { return place_of_; }
  const std::vector<std::int32_t>& lower() const { return lower_; }

 private:
  static constexpr std::uint32_t nobody = UINT32_MAX;
  struct Step {
    std::uint32_t node, by;  ///< where one came from (`start_` at the beginning), and by whom
  };

  bool is_full(std::uint32_t place) const {
    return static_cast<std::int64_t>(at_[place].size()) >= instance_.capacity[place];
  }

  void start() {
    ++round_;
    queue_.clear();
    here_ = nobody;
  }
  void reach(std::uint32_t node, std::uint32_t by) {
    if (seen_[node] == round_) return;
    seen_[node] = round_;
    from_[node] = {here_, by};
    queue_.push_back(node);
  }
  void step_to_places_of(std::uint32_t seeker) {
    for (const Edge& edge : instance_.edges_of(seeker))
      if (instance_.capacity[edge.place] > 0) reach(edge.place, seeker);
  }

  /// Dead is what the target could not be reached from once: an alternating change never leads out of what it could
  /// reach then, so it never will be.
  bool search(std::uint32_t target, std::size_t target_index) {
    std::vector<std::uint8_t>& dead = dead_[target_index];
    for (std::size_t i = 0; i < queue_.size(); ++i) {
      here_ = queue_[i];
      if (here_ == target) return true;
      if (dead[here_]) continue;
      if (here_ < places_)
        expand_place(here_);
      else if (here_ < hub_)
        expand_group(here_ - places_);
      else
        expand_hub();
      if (seen_[target] == round_) return true;
    }
    for (const std::uint32_t node : queue_) dead[node] = 1;
    return false;
  }

  void expand_place(std::uint32_t place) {
    if (!is_full(place)) reach(hub_, nobody);
    for (const std::uint32_t s : at_[place]) {
      if (s >= next_) reach(places_ + groups_.of[s], s);
      step_to_places_of(s);
    }
  }
  void expand_group(std::uint32_t group) {
    if (here_ != nobody && count_[group] > lower_[group]) reach(hub_, nobody);
    const auto& all = members_[group];
    for (auto s = std::lower_bound(all.begin(), all.end(), next_); s != all.end(); ++s)
      if (place_of_[*s] == no_place) step_to_places_of(*s);
  }
  void expand_hub() {
    for (std::uint32_t g = 0; g < members_.size(); ++g)
      if (count_[g] < groups_.bounds[g].upper) reach(places_ + g, nobody);
    for (std::uint32_t p = 0; p < places_; ++p)
      if (!at_[p].empty()) reach(p, nobody);
  }

  /// Changes places along the path that ends at `node`. Whoever joins at its beginning is counted by the caller.
  void push(std::uint32_t node) {
    path_.clear();
    for (; node != nobody; node = from_[node].node) path_.push_back(node);
    for (const std::uint32_t to : path_) {  // from its end: a seat is left before it is taken
      const auto [from, by] = from_[to];
      if (by == nobody) continue;
      if (place_of_[by] != no_place) leave(by);
      if (to < places_)
        sit(by, to);
      else
        --count_[to - places_];
      if (from != nobody && from >= places_) ++count_[from - places_];
    }
  }
  void leave(std::uint32_t s) {
    auto& here = at_[static_cast<std::size_t>(place_of_[s])];
    const std::uint32_t last = here.back();
    here[position_[s]] = last;
    position_[last] = position_[s];
    here.pop_back();
    place_of_[s] = no_place;
  }
  void sit(std::uint32_t s, std::uint32_t place) {
    position_[s] = static_cast<std::uint32_t>(at_[place].size());
    at_[place].push_back(s);
    place_of_[s] = static_cast<std::int32_t>(place);
  }

  const Instance& instance_;
  const Groups& groups_;
  const std::uint32_t places_, hub_;
  std::vector<std::int32_t> place_of_;
  std::vector<std::uint32_t> position_;              // in at_, by seeker
  std::vector<std::vector<std::uint32_t>> at_;       // by place
  std::vector<std::vector<std::uint32_t>> members_;  // by group, in order
  std::vector<std::int32_t> count_, lower_;          // by group
  std::uint32_t next_ = 0;                           // from here on seekers may still join or leave
  std::vector<std::uint32_t> seen_, queue_, path_;
  std::vector<Step> from_;
  std::vector<std::vector<std::uint8_t>> dead_;  // by target (groups, then the hub), then node
  std::uint32_t round_ = 0, here_ = nobody;
};

/// The served alone, with everything else as it was.
Instance only(const Instance& whole, const std::vector<std::uint32_t>& served) {
  Instance part;
  part.capacity = whole.capacity;
  part.first.push_back(0);
  for (const std::uint32_t s : served) {
    const auto edges = whole.edges_of(s);
    part.edges.insert(part.edges.end(), edges.begin(), edges.end());
    part.first.push_back(part.edges.size());
  }
  return part;
}

/// Prices of places alone. Everybody here is placed, so a cover of all seekers is as good as the certificate's: the
/// covered places become dearer, and the seekers off the cover poorer, by so much that the other edges hold too. Each
/// unit of the cover is used once, so the sum stays.
std::vector<std::int64_t> place_prices(const Instance& part, const Certificate& proof) {
  std::int64_t more = 0;
  for (std::size_t p = 0; p < part.places(); ++p)
    if (proof.place_in_cover[p]) more = std::max(more, -proof.place_price[p]);
  for (std::size_t s = 0; s < part.seekers(); ++s)
    for (const Edge& edge : part.edges_of(s))
      if (proof.seeker_in_cover[s] && proof.place_in_cover[edge.place])
        more = std::max(more, edge.score - proof.seeker_price[s] - proof.place_price[edge.place]);
  std::vector<std::int64_t> price = proof.place_price;
  for (std::size_t p = 0; p < part.places(); ++p)
    if (proof.place_in_cover[p]) price[p] += more;
  return price;
}

void check(const Instance& instance, const Groups& groups) {
  PARVIS_ASSERT(groups.of.size() == instance.seekers());
  for (const std::uint32_t group : groups.of) PARVIS_ASSERT(group < groups.bounds.size());
  for (const Bound& bound : groups.bounds) PARVIS_ASSERT(0 <= bound.lower && bound.lower <= bound.upper);
}

}  // namespace

Result<Draw, BoundsNo> draw(const Instance& instance, const Groups& groups, LowerBounds lower) {
  if (groups.bounds.empty()) return draw(instance, {std::vector<std::uint32_t>(instance.seekers(), 0), {{}}});
  check(instance, groups);
  Witness witness(instance, groups);
  BoundsNo bounds;
  for (std::uint32_t g = 0; g < groups.bounds.size(); ++g) {
    witness.fill(g);
    bounds.wanted += groups.bounds[g].lower;
    bounds.possible += witness.lower()[g];
  }
  if (lower == LowerBounds::must_hold && bounds.possible < bounds.wanted) return no(bounds);

  std::vector<std::uint32_t> served;
  for (std::uint32_t s = 0; s < instance.seekers(); ++s)
    if (witness.take(s)) served.push_back(s);
  const Instance part = only(instance, served);
  const Solution solution = solve(part);
  PARVIS_ASSERT(solution.matched == static_cast<std::int64_t>(served.size()));

  Draw drawn;
  drawn.answer.promises = {true, true, true};
  drawn.answer.place_of.assign(instance.seekers(), no_place);
  for (std::size_t i = 0; i < served.size(); ++i) drawn.answer.place_of[served[i]] = solution.place_of[i];
  count(instance, drawn.answer);
  drawn.lower = witness.lower();
  drawn.price = place_prices(part, solution.certificate);
  return drawn;
}

Answer drawn(const Instance& instance) {
  return draw(instance)->answer;
}

}  // namespace parvis::assignment
