// How long the canvas takes to draw 1,000 and 5,000 nodes with about twice as many links on 1600 x
// 900 pixels, in software on the offscreen platform. Prints a Markdown table of processor times:
// drawing has one thread, and other programs that use the machine do not count then.
//
// Usage: canvas_benchmark [FRAMES] [RUNS] [WORDS]; WORDS: only the rows that say so.

#include "engine/plan/run_plan.h"
#include "tests/benchmark/canvas_table.h"
#include "tests/benchmark/figures.h"
#include "tests/ui/canvas/demo_topology.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/topology_document.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QThread>
#include <QWheelEvent>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <vector>

namespace topomq::benchmark {

namespace {

constexpr QSize kWindow{1600, 900};
constexpr int kLeastFrames = 9;
/// Figures change no faster than people can read them.
constexpr unsigned long kFigureWait = 110;

/// Messages per second that rates differ by.
constexpr std::uint64_t kSteady = 450;

/// A shown canvas with one drawing.
class Board
{
public:
    explicit Board(int nodes)
        : m_topology(ui::test::large(nodes))
        , m_plan(plan::makePlan(m_topology).plan)
    {
        m_view.resize(kWindow);
        m_view.show();
        QApplication::processEvents();
        open();
    }

    void open()
    {
        m_document.reset(m_topology, {});
        m_view.repaint();
    }

    void run()
    {
        m_view.setMotion(false);
        m_view.scene().beginFigures(m_plan);
        prepareFigures();
        showFigures();
    }

    /// Every card and link again, at the same place.
    void full(int frame)
    {
        if (frame % 2 == 0)
            m_document.selection()->selectNode(m_topology.nodes.front().id);
        else
            m_document.selection()->clear();
        m_view.repaint();
    }

    /// Another figure on each card and link.
    void prepareFigures()
    {
        ++m_sample;
        auto sample = ui::test::quiet(m_plan, m_sample);
        for (std::size_t at = 0; at < sample->nodes.size(); ++at) {
            sample->nodes[at].sentPerSecond =
                static_cast<double>(1000 + (at * 37 + m_sample) % 900);
            sample->nodes[at].receivedPerSecond = sample->nodes[at].sentPerSecond + 3;
        }
        for (std::size_t at = 0; at < sample->flows.size(); ++at) {
            metrics::FlowFigures& flow = sample->flows[at];
            flow.messagesPerSecond =
                static_cast<double>(1000 + (at * 61 + m_sample * 7) % m_spread);
            flow.bytesPerSecond = flow.messagesPerSecond * 64;
            flow.sent = 1000 * m_sample + at;
            flow.inFlight = (at * 13 + m_sample * 11) % 900;
            flow.received = *flow.sent - *flow.inFlight;
            flow.limit = 2000;
        }
        m_next = sample;
        QThread::msleep(kFigureWait);
    }

    /// Some of the rates then cross a step of the width of their line.
    void letWidthsChange() { m_spread = 2 * kSteady; }

    void showFigures()
    {
        m_view.scene().addFigures(m_next);
        m_view.repaint();
    }

    void letMessagesTravel() { m_view.setMotion(true); }

    /// 33 ms later.
    void travel()
    {
        m_view.scene().motion().advance(0.033, m_view.scene().geometry());
        m_view.repaint();
    }

    void zoom(int frame) { wheel({0, frame % 2 == 0 ? 120 : -120}, {}); }

    /// A touch pad's step to and fro.
    void pan(int frame) { wheel({}, {frame % 2 == 0 ? 40 : -40, 0}); }

    void moveNode(int frame)
    {
        const model::Node& node = m_topology.nodes.front();
        const model::Point place = node.position.value_or(model::Point{});
        m_document.push(QStringLiteral("Move"),
                        model::MoveNodes{{{node.id, model::Point{place.x + frame, place.y}}}},
                        QStringLiteral("drag"));
        m_view.repaint();
    }

    void showAll() { m_view.zoomFit(); }

    void showFully() { m_view.zoomReset(); }

private:
    void wheel(QPoint angle, QPoint pixels)
    {
        const QPointF place(800, 450);
        QWheelEvent event(place, m_view.mapToGlobal(place), pixels, angle, Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(&m_view, &event);
        m_view.repaint();
    }

    model::Topology m_topology;
    plan::RunPlan m_plan;
    ui::Theme m_theme;
    ui::TopologyDocument m_document;
    ui::CanvasView m_view{m_document, nullptr, m_theme};
    std::uint64_t m_sample = 0;
    std::uint64_t m_spread = kSteady;
    metrics::SnapshotPtr m_next;
};

struct Case
{
    const char* what;
    /// For 1,000 and for 5,000 nodes; 0: none.
    double goals[2];
    /// Before each frame, not timed; may be empty.
    std::function<void(Board&)> prepare;
    std::function<void(Board&, int)> frame;
    /// Before the first frame; may be empty.
    std::function<void(Board&)> begin;
};

/// In the order in which they follow each other on one board.
std::vector<Case> cases()
{
    const auto prepare = [](Board& board) { board.prepareFigures(); };
    const auto figures = [](Board& board, int) { board.showFigures(); };
    const auto full = [](Board& board, int frame) { board.full(frame); };
    const auto pan = [](Board& board, int frame) { board.pan(frame); };
    const auto zoom = [](Board& board, int frame) { board.zoom(frame); };
    const auto fit = [](Board& board) { board.showAll(); };
    const auto hundred = [](Board& board) { board.showFully(); };
    const auto run = [](Board& board) {
        board.showAll();
        board.run();
    };
    return {
        {"open, first frame", {0, 0}, {}, [](Board& board, int) { board.open(); }, {}},
        {"fit in view, everything repainted", {10, 35}, {}, full, fit},
        {"fit in view, a node is moved", {0, 0}, {}, [](Board& b, int at) { b.moveNode(at); }, fit},
        {"fit in view, a step of panning", {0, 0}, {}, pan, fit},
        {"fit in view, a step of zooming", {0, 0}, {}, zoom, fit},
        {"100 %, everything repainted", {0, 0}, {}, full, hundred},
        {"100 %, a step of panning", {0, 0}, {}, pan, hundred},
        {"100 %, a step of zooming", {0, 0}, {}, zoom, hundred},
        {"fit in view, all live figures change", {2, 8}, prepare, figures, run},
        {"100 %, all visible figures change", {2, 3}, prepare, figures, hundred},
        {"the same, and the widths of some links",
         {0, 0},
         prepare,
         figures,
         [](Board& board) { board.letWidthsChange(); }},
        {"100 %, messages travel",
         {0, 0},
         {},
         [](Board& board, int) { board.travel(); },
         [](Board& board) { board.letMessagesTravel(); }},
    };
}

/// The median, in milliseconds, after one frame that warms up.
double medianFrame(Board& board, const Case& each, int frames)
{
    std::vector<double> times;
    for (int at = 0; at <= frames; ++at) {
        if (each.prepare)
            each.prepare(board);
        const double before = processorSeconds();
        each.frame(board, at);
        if (at > 0)
            times.push_back((processorSeconds() - before) * 1000);
    }
    return median(times);
}

void measure(int frames, int runs, const char* words)
{
    const std::vector<Case> all = cases();
    const auto isWanted = [words](const Case& each) {
        return std::strstr(each.what, words) != nullptr;
    };
    std::vector<TimeRow> rows;
    for (const Case& each : all) {
        if (isWanted(each))
            rows.push_back({each.what, {{each.goals[0], 1e9}, {each.goals[1], 1e9}}});
    }
    constexpr int kNodes[]{1000, 5000};
    for (int run = 0; run < runs; ++run) {
        for (std::size_t size = 0; size < std::size(kNodes); ++size) {
            Board board(kNodes[size]);
            std::size_t row = 0;
            for (const Case& each : all) {
                // What is set up for one row the next ones find, measured or not.
                if (each.begin)
                    each.begin(board);
                if (!isWanted(each))
                    continue;
                double& best = rows[row++].cells[size].milliseconds;
                best = std::min(best, medianFrame(board, each, frames));
            }
        }
    }
    printMachine("1600 x 900, offscreen raster; the least of " + std::to_string(runs)
                 + " medians of " + std::to_string(frames) + " frames each, processor time.");
    printTable({"1,000 nodes, 2,000 links", "5,000 nodes, 10,000 links"}, rows);
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
    const int runs = argc > 2 ? std::clamp(std::atoi(argv[2]), 1, 100) : 3;
    topomq::benchmark::measure(std::max(frames, topomq::benchmark::kLeastFrames), runs,
                               argc > 3 ? argv[3] : "");
    return 0;
}
