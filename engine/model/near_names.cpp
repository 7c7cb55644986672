#include "engine/model/near_names.h"

#include <algorithm>

namespace topomq::model {

namespace {

constexpr std::size_t kLongest = 64;
constexpr std::size_t kClose = 2;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

std::size_t nameDistance(std::string_view a, std::string_view b)
{
    std::vector<std::vector<std::size_t>> steps(a.size() + 1,
                                                std::vector<std::size_t>(b.size() + 1));
    const auto same = [a, b](std::size_t i, std::size_t j) {
        return lower(a[i - 1]) == lower(b[j - 1]);
    };
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                steps[i][j] = i + j;
                continue;
            }
            steps[i][j] = std::min({steps[i - 1][j] + 1, steps[i][j - 1] + 1,
                                    steps[i - 1][j - 1] + (same(i, j) ? 0 : 1)});
            if (i > 1 && j > 1 && same(i, j - 1) && same(i - 1, j))
                steps[i][j] = std::min(steps[i][j], steps[i - 2][j - 2] + 1);
        }
    }
    return steps[a.size()][b.size()];
}

std::string nearestName(std::string_view name, const std::vector<std::string>& names)
{
    std::string nearest;
    std::size_t least = kClose + 1;
    for (const std::string& each : names) {
        if (name.size() > kLongest || each.size() > kLongest)
            continue;
        const std::size_t distance = nameDistance(name, each);
        if (distance < least && distance < std::max(name.size(), each.size())) {
            least = distance;
            nearest = each;
        }
    }
    return nearest;
}

} // namespace topomq::model
