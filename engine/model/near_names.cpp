#include "engine/model/near_names.h"

#include <algorithm>
#include <array>

namespace topomq::model {

namespace {

constexpr std::size_t kLongest = 64;
constexpr std::size_t kClose = 2;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

std::size_t nameDistance(std::string_view a, std::string_view b, std::size_t most)
{
    const std::size_t far = most + 1;
    if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > most)
        return far;
    const auto same = [a, b](std::size_t i, std::size_t j) {
        return lower(a[i - 1]) == lower(b[j - 1]);
    };
    // By how many letters of each are left behind. Of the table only the three newest rows are
    // kept, and of these only what is near enough to the diagonal for so few steps.
    std::array<std::vector<std::size_t>, 3> rows;
    rows.fill(std::vector<std::size_t>(b.size() + 1, far));
    std::size_t leastBefore = 0;
    for (std::size_t i = 0; i <= a.size(); ++i) {
        std::vector<std::size_t>& now = rows[i % 3];
        const std::vector<std::size_t>& last = rows[(i + 2) % 3];
        const std::vector<std::size_t>& beforeLast = rows[(i + 1) % 3];
        const std::size_t begin = i > most ? i - most : 0;
        const std::size_t end = std::min(b.size(), i + most);
        if (begin > 0)
            now[begin - 1] = far;
        if (end < b.size())
            now[end + 1] = far;
        std::size_t least = far;
        for (std::size_t j = begin; j <= end; ++j) {
            if (i == 0 || j == 0)
                now[j] = i + j;
            else
                now[j] =
                    std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (same(i, j) ? 0 : 1)});
            if (i > 1 && j > 1 && same(i, j - 1) && same(i - 1, j))
                now[j] = std::min(now[j], beforeLast[j - 2] + 1);
            least = std::min(least, now[j]);
        }
        // A swap leads past one row.
        if (least > most && leastBefore > most)
            return far;
        leastBefore = least;
    }
    return std::min(rows[a.size() % 3][b.size()], far);
}

std::string nearestName(std::string_view name, const std::vector<std::string>& names)
{
    std::string nearest;
    std::size_t least = kClose + 1;
    for (const std::string& each : names) {
        if (name.size() > kLongest || each.size() > kLongest)
            continue;
        const std::size_t distance = nameDistance(name, each, kClose);
        if (distance < least && distance < std::max(name.size(), each.size())) {
            least = distance;
            nearest = each;
        }
    }
    return nearest;
}

} // namespace topomq::model
