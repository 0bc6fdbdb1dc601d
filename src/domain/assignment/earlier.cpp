#include "domain/assignment/earlier.hpp"

namespace parvis::assignment {
namespace {

class Exchange {
 public:
  Exchange(const Instance& instance, Solution& solution)
      : instance_(instance),
        solution_(solution),
        certificate_(solution.certificate),
        members_(instance.places()),
        removable_(instance.places()),
        seen_(instance.places(), 0),
        from_(instance.places(), 0) {}

  void run() {
    bool any_without = false;
    for (std::uint32_t s = 0; s < instance_.seekers(); ++s) {
      if (certificate_.seeker_in_cover[s]) continue;
      const std::int32_t place = solution_.place_of[s];
      if (place == no_place) {
        any_without = any_without || !instance_.edges_of(s).empty();
        continue;
      }
      members_[place].push_back(s);
      if (certificate_.seeker_price[s] == 0) removable_[place].push_back(s);
    }
    if (!any_without) return;
    for (std::uint32_t s = 0; s < instance_.seekers(); ++s) {
      if (!certificate_.seeker_in_cover[s] && solution_.place_of[s] == no_place) seek_for(s);
    }
  }

 private:
  /// Whoever at `place` may give way to `seeker`: the last there that has no price and a higher number. Who may
  /// not give way now never may again, so the lists only get shorter.
  bool gives_way(std::uint32_t place, std::uint32_t seeker) {
    return !removable_[place].empty() && removable_[place].back() > seeker;
  }

  void seek_for(std::uint32_t seeker) {
    ++round_;
    reached_.clear();
    queue_.assign(1, seeker);
    for (std::size_t i = 0; i < queue_.size(); ++i) {
      const std::uint32_t s = queue_[i];
      const std::int64_t price = certificate_.seeker_price[s];
      for (const Edge& edge : instance_.edges_of(s)) {
        const std::uint32_t p = edge.place;
        if (price + certificate_.place_price[p] != edge.score || seen_[p] == round_ || seen_[p] == dead)
          continue;
        if (instance_.capacity[p] == 0) continue;
        seen_[p] = round_;
        from_[p] = s;
        if (gives_way(p, seeker)) {
          exchange(p);
          return;
        }
        reached_.push_back(p);
        queue_.insert(queue_.end(), members_[p].begin(), members_[p].end());
      }
    }
    // Nobody behind these places gives way, to this seeker or to a later one.
    for (const std::uint32_t p : reached_) seen_[p] = dead;
  }

  void exchange(std::uint32_t place) {
    const std::uint32_t out = removable_[place].back();
    removable_[place].pop_back();
    solution_.place_of[out] = no_place;
    std::uint32_t leaving = out;
    for (std::uint32_t p = place;;) {
      const std::uint32_t s = from_[p];
      for (std::uint32_t& member : members_[p]) {
        if (member != leaving) continue;
        member = s;
        break;
      }
      const std::int32_t before = solution_.place_of[s];
      solution_.place_of[s] = static_cast<std::int32_t>(p);
      if (before == no_place) return;
      leaving = s;
      p = static_cast<std::uint32_t>(before);
    }
  }

  static constexpr std::uint32_t dead = UINT32_MAX;
  const Instance& instance_;
  Solution& solution_;
  const Certificate& certificate_;
  std::vector<std::vector<std::uint32_t>> members_, removable_;  // by place; the latter by rising number
  std::vector<std::uint32_t> seen_, from_;
  std::vector<std::uint32_t> queue_, reached_;
  std::uint32_t round_ = 0;
};

}  // namespace

void prefer_earlier(const Instance& instance, Solution& solution) {
  Exchange(instance, solution).run();
}

}  // namespace parvis::assignment
