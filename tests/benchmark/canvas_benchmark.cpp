// How long the canvas takes to open, repaint, pan and edit drawings of 200 and of 1,000 nodes with
// about twice as many links, 1600 x 900, in software on the offscreen platform.
// Usage: canvas_benchmark [FRAMES]

#include "tests/ui/canvas/demo_topology.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/topology_document.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

namespace topomq::benchmark {

namespace {

constexpr QSize kWindow{1600, 900};
constexpr int kLeastFrames = 9;

/// The median of `frames` calls, in milliseconds, after one that warms up.
double median(int frames, const std::function<void(int)>& frame)
{
    frame(0);
    std::vector<double> times;
    for (int i = 1; i <= frames; ++i) {
        QElapsedTimer timer;
        timer.start();
        frame(i);
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

/// A shown canvas with one drawing; `repaint` returns when the frame is drawn.
class Board
{
public:
    explicit Board(int nodes)
        : m_topology(ui::test::large(nodes))
    {
        m_view.resize(kWindow);
        m_view.show();
        QApplication::processEvents();
        open();
    }

    [[nodiscard]] std::size_t links() const { return m_topology.links.size(); }

    void open()
    {
        m_document.reset(m_topology, {});
        m_view.repaint();
    }

    void warm() { m_view.repaint(); }

    /// Every card and link again, at the same place.
    void full(int frame)
    {
        if (frame % 2 == 0)
            m_document.selection()->selectNode(m_topology.nodes.front().id);
        else
            m_document.selection()->clear();
        m_view.repaint();
    }

    /// A touch pad's step to and fro.
    void pan(int frame)
    {
        const QPointF place(800, 450);
        const QPoint step(frame % 2 == 0 ? 40 : -40, 0);
        QWheelEvent wheel(place, m_view.mapToGlobal(place), step, {}, Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(&m_view, &wheel);
        m_view.repaint();
    }

    void moveNode(int frame)
    {
        const model::Node& node = m_topology.nodes.front();
        const model::Point place = node.position.value_or(model::Point{});
        m_document.push(QStringLiteral("Move"),
                        model::MoveNodes{{{node.id, model::Point{place.x + frame, place.y}}}},
                        QStringLiteral("drag"));
        m_view.repaint();
    }

    void showFully() { m_view.zoomReset(); }

private:
    model::Topology m_topology;
    ui::Theme m_theme;
    ui::TopologyDocument m_document;
    ui::CanvasView m_view{m_document, nullptr, m_theme};
};

using Figures = std::array<double, 6>;
constexpr std::array<const char*, 6> kNames{"open, first frame", "warm frame, all in sight",
                                            "full repaint",      "pan, all in sight",
                                            "move a node",       "pan at 100 %"};
constexpr std::size_t kWarm = 1;
constexpr std::size_t kFull = 2;

Figures measure(int nodes, int frames)
{
    Board board(nodes);
    std::printf("%d nodes, %zu links\n", nodes, board.links());
    Figures figures{};
    figures[0] = median(frames, [&](int) { board.open(); });
    figures[kWarm] = median(frames, [&](int) { board.warm(); });
    figures[kFull] = median(frames, [&](int frame) { board.full(frame); });
    figures[3] = median(frames, [&](int frame) { board.pan(frame); });
    figures[4] = median(frames, [&](int frame) { board.moveNode(frame); });
    board.showFully();
    figures[5] = median(frames, [&](int frame) { board.pan(frame); });
    return figures;
}

void compare(int frames)
{
    const Figures few = measure(200, frames);
    const Figures many = measure(1000, frames);
    std::printf("\n%-26s %10s %11s %8s\n", "", "200 nodes", "1000 nodes", "ratio");
    for (std::size_t i = 0; i < kNames.size(); ++i)
        std::printf("%-26s %7.2f ms %8.2f ms %8.2f\n", kNames[i], few[i], many[i],
                    many[i] / few[i]);
    std::printf("%-26s %10.1f %11.1f\n", "full repaint / warm frame", few[kFull] / few[kWarm],
                many[kFull] / many[kWarm]);
    std::printf("(medians of %d frames, %d x %d)\n", frames, kWindow.width(), kWindow.height());
}

} // namespace

} // namespace topomq::benchmark

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("topomq-benchmark"));
    const int frames = argc > 1 ? std::atoi(argv[1]) : 15;
    topomq::benchmark::compare(std::max(frames, topomq::benchmark::kLeastFrames));
    return 0;
}
