/// What a taxonomy holds in memory: the file as it is, and the few tables made from it when it is opened.
/// Inside the folder only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/occupations/image.hpp"

namespace parvis::occupations {

struct Taxonomy::Data {
  explicit Data(std::string file) : bytes(std::move(file)) {}

  static constexpr std::uint16_t unknown = 0xFFFF;
  std::uint16_t place_of(Ssyk group) const { return place[static_cast<std::size_t>(group.number())]; }
  Ground ground(std::uint16_t first, std::uint16_t second) const {
    return static_cast<Ground>(grounds[first * image.groups.size() + second]);
  }

  std::string bytes;
  Image image;
  std::vector<std::uint16_t> place;   ///< SSYK code → row of `image.groups`
  std::vector<std::uint8_t> grounds;  ///< `Ground` for each pair of rows
  std::vector<District> districts;
  std::vector<int> steps;  ///< for each pair of districts; -1 not known
};

/// `number` has at most four digits.
Ssyk ssyk_numbered(int number);
std::vector<District> districts_of(const Image& image);
std::vector<int> steps_between_all(const std::vector<District>& districts, const Image& image);

}  // namespace parvis::occupations
