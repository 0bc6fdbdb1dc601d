#include "domain/assignment/cardinality.hpp"

#include <span>

namespace parvis::assignment {
namespace {

constexpr std::uint32_t nobody = UINT32_MAX;
constexpr std::uint32_t unreached = UINT32_MAX;

class Dinic {
 public:
  explicit Dinic(const Instance& instance)
      : instance_(instance),
        place_of_(instance.seekers(), no_place),
        next_(instance.seekers(), nobody),
        previous_(instance.seekers(), nobody),
        first_of_(instance.places(), nobody),
        used_(instance.places(), 0),
        level_(instance.places(), unreached),
        turn_(instance.places(), nobody),
        cursor_(instance.seekers(), 0) {}

  void run() {
    for (std::uint32_t s = 0; s < instance_.seekers(); ++s) {
      for (const Edge& edge : instance_.edges_of(s)) {
        if (!has_room(edge.place)) continue;
        settle(s, edge.place);
        break;
      }
    }
    while (layer()) {
      for (std::uint32_t s = 0; s < instance_.seekers(); ++s) {
        cursor_[s] = instance_.first[s];
      }
      turn_ = first_of_;
      for (const std::uint32_t root : roots_) extend(root);
    }
  }

  Cardinality result() {
    Cardinality out;
    out.seeker_in_cover.assign(instance_.seekers(), 0);
    out.place_in_cover.assign(instance_.places(), 0);
    for (std::size_t p = 0; p < instance_.places(); ++p) {
      out.place_in_cover[p] = level_[p] != unreached || instance_.capacity[p] == 0;
    }
    for (std::size_t s = 0; s < instance_.seekers(); ++s) {
      if (place_of_[s] == no_place) continue;
      ++out.matched;
      out.seeker_in_cover[s] = !out.place_in_cover[place_of_[s]];
    }
    out.place_of = std::move(place_of_);
    return out;
  }

 private:
  bool has_room(std::uint32_t place) const { return used_[place] < instance_.capacity[place]; }

  void settle(std::uint32_t seeker, std::uint32_t place) {
    place_of_[seeker] = static_cast<std::int32_t>(place);
    ++used_[place];
    previous_[seeker] = nobody;
    next_[seeker] = first_of_[place];
    if (next_[seeker] != nobody) previous_[next_[seeker]] = seeker;
    first_of_[place] = seeker;
  }

  void leave(std::uint32_t seeker) {
    const auto place = static_cast<std::uint32_t>(place_of_[seeker]);
    --used_[place];
    if (previous_[seeker] == nobody)
      first_of_[place] = next_[seeker];
    else
      next_[previous_[seeker]] = next_[seeker];
    if (next_[seeker] != nobody) previous_[next_[seeker]] = previous_[seeker];
    place_of_[seeker] = no_place;
  }

  /// Levels of the places by breadth from the unmatched seekers, up to the level where there is room.
  bool layer() {
    level_.assign(level_.size(), unreached);
    roots_.clear();
    frontier_.clear();
    for (std::uint32_t s = 0; s < instance_.seekers(); ++s) {
      if (place_of_[s] == no_place && !instance_.edges_of(s).empty()) roots_.push_back(s);
    }
    frontier_ = roots_;
    std::size_t unseen = instance_.places();
    bool found = false;
    for (std::uint32_t depth = 0; !found && !frontier_.empty() && unseen > 0; ++depth) {
      reached_.clear();
      for (const std::uint32_t s : frontier_) {
        for (const Edge& edge : instance_.edges_of(s)) {
          if (level_[edge.place] != unreached) continue;
          level_[edge.place] = depth;
          --unseen;
          found = found || has_room(edge.place);
          reached_.push_back(edge.place);
        }
        if (unseen == 0) break;
      }
      frontier_.clear();
      for (const std::uint32_t p : reached_) {
        for (std::uint32_t s = first_of_[p]; s != nobody; s = next_[s]) frontier_.push_back(s);
      }
    }
    return found;
  }

  /// One augmenting path from `root` down the levels, if there is one. `cursor_` and `turn_` remember per phase
  /// what has been tried, so that all paths of a phase together look at each edge once.
  void extend(std::uint32_t root) {
    path_.assign(1, root);
    std::uint32_t depth = 0;
    while (!path_.empty()) {
      const std::uint32_t s = path_.back();
      if (cursor_[s] == instance_.first[s + 1]) {
        path_.pop_back();
        if (path_.empty()) return;
        --depth;
        advance(path_.back());
        continue;
      }
      const std::uint32_t p = instance_.edges[cursor_[s]].place;
      if (level_[p] != depth) {
        ++cursor_[s];
      } else if (has_room(p)) {
        augment();
        return;
      } else if (turn_[p] == nobody) {
        ++cursor_[s];
      } else {
        path_.push_back(turn_[p]);
        ++depth;
      }
    }
  }

  /// The seeker tried at the place under the cursor of `s` led nowhere: the next one there.
  void advance(std::uint32_t s) {
    const std::uint32_t p = instance_.edges[cursor_[s]].place;
    turn_[p] = next_[turn_[p]];
  }

  void augment() {
    for (std::size_t i = path_.size(); i-- > 0;) {
      const std::uint32_t s = path_[i];
      if (i > 0) {
        advance(path_[i - 1]);
        leave(s);
      }
      settle(s, instance_.edges[cursor_[s]].place);
      ++cursor_[s];
    }
  }

  const Instance& instance_;
  std::vector<std::int32_t> place_of_;
  std::vector<std::uint32_t> next_, previous_, first_of_;  // who is at a place, as lists
  std::vector<std::int32_t> used_;
  std::vector<std::uint32_t> level_, turn_;
  std::vector<std::uint64_t> cursor_;
  std::vector<std::uint32_t> roots_, frontier_, reached_, path_;
};

}  // namespace

Cardinality largest_set(const Instance& instance) {
  Dinic dinic(instance);
  dinic.run();
  return dinic.result();
}

}  // namespace parvis::assignment
