#include "app/duration.h"

#include <charconv>
#include <cmath>

namespace topomq::app {

std::optional<std::chrono::milliseconds> parseDuration(std::string_view text)
{
    double number = 0;
    const char* end = text.data() + text.size();
    // Without "1e3s", "inf" and "-1s": only digits and a point are meant.
    const auto parsed = std::from_chars(text.data(), end, number, std::chars_format::fixed);
    if (parsed.ec != std::errc() || !std::isfinite(number) || text.front() == '-')
        return std::nullopt;
    const std::string_view unit(parsed.ptr, static_cast<std::size_t>(end - parsed.ptr));
    double factor = 0;
    if (unit == "ms")
        factor = 1;
    else if (unit == "s")
        factor = 1000;
    else if (unit == "m")
        factor = 60'000;
    else if (unit == "h")
        factor = 3'600'000;
    constexpr double kYear = 365.0 * 24 * 3'600'000;
    if (factor == 0 || number * factor > kYear)
        return std::nullopt;
    return std::chrono::milliseconds(std::llround(number * factor));
}

} // namespace topomq::app
