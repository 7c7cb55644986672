#pragma once
// Which part of the time is on view: the newest seconds while live, a fixed part after the user has
// touched the plot.

#include <optional>

namespace topomq::ui {

/// Seconds since the start of the run. Thread: a plain value.
class TimeRange
{
public:
    /// Shortest part that can be zoomed to (s).
    static constexpr double kShortest = 0.2;

    /// Length of the live view (s); nothing: all of the run.
    void setWindow(std::optional<double> seconds);

    [[nodiscard]] std::optional<double> window() const { return m_window; }

    /// The kept record; the live view ends at `newest`.
    void setRecord(double oldest, double newest);

    [[nodiscard]] double newest() const { return m_newest; }

    [[nodiscard]] bool isLive() const { return m_live; }

    [[nodiscard]] double from() const;
    [[nodiscard]] double to() const;

    [[nodiscard]] double length() const { return to() - from(); }

    /// Zooms about the moment `around` and leaves the live view; above 1 shows less time.
    void zoom(double factor, double around);
    /// Moves to later times by `seconds` and leaves the live view.
    void pan(double seconds);

    void goLive() { m_live = true; }

private:
    void detach();

    std::optional<double> m_window = 60;
    double m_oldest = 0;
    double m_newest = 0;
    bool m_live = true;
    double m_from = 0;
    double m_to = 0;
};

} // namespace topomq::ui
