// How long the canvas takes to draw 1,000 and 5,000 nodes with about twice as many links on 1600 x
// 900 pixels, in software on the offscreen platform. Prints a Markdown table of processor times:
// drawing has one thread, and other programs that use the machine do not count then.
//
// Usage: canvas_benchmark [FRAMES] [RUNS] [WORDS]; WORDS: only the rows that say so.

#include "engine/io/topology_file.h"
#include "engine/plan/run_plan.h"
#include "tests/benchmark/canvas_table.h"
#include "tests/benchmark/figures.h"
#include "tests/ui/canvas/demo_topology.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/open_topology.h"
#include "ui/document/topology_document.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QMouseEvent>
#include <QThread>
#include <QUndoStack>
#include <QWheelEvent>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <functional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace topomq::benchmark {

namespace {

constexpr QSize kWindow{1600, 900};
constexpr int kLeastFrames = 9;
constexpr int kNodes[]{1000, 5000};
/// Figures change no faster than people can read them.
constexpr unsigned long kFigureWait = 110;

constexpr std::size_t kHistory = 32;

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
        makeFigures();
        QThread::msleep(kFigureWait);
    }

    void makeFigures()
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
        m_history.push_back(sample);
        if (m_history.size() > kHistory)
            m_history.pop_front();
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

    /// All cards that are nearest to the middle of the view, with the pointer on the first of them.
    void grabSome(std::size_t count)
    {
        const auto middle = m_view.scene().geometry().bounds().center();
        std::vector<std::pair<double, const model::Node*>> byDistance;
        for (const model::Node& node : m_topology.nodes) {
            const model::Point place = node.position.value_or(model::Point{});
            byDistance.emplace_back(std::hypot(place.x - middle.x(), place.y - middle.y()), &node);
        }
        std::sort(byDistance.begin(), byDistance.end());
        byDistance.resize(std::min(count, byDistance.size()));
        std::set<model::NodeId> ids;
        for (const auto& [distance, node] : byDistance)
            ids.insert(node->id);
        m_document.selection()->set(std::move(ids), {});
        m_view.showPlace({byDistance.front().second->id}, {});
        m_view.repaint();
        const model::Point place = byDistance.front().second->position.value_or(model::Point{});
        m_pointer = m_view.scenePosition({place.x, place.y});
        mouse(QEvent::MouseButtonPress);
    }

    void dragSome(int frame)
    {
        m_pointer += QPointF(frame % 2 == 0 ? 24 : -16, 8);
        mouse(QEvent::MouseMove);
        m_view.repaint();
    }

    /// Where it was.
    void letGo()
    {
        mouse(QEvent::MouseButtonRelease);
        m_document.undoStack()->undo();
        m_document.selection()->clear();
    }

    void openText()
    {
        m_document.reset(
            ui::openTopologyText(QByteArray::fromStdString(m_text), QStringLiteral("large"))
                .topology,
            {});
        m_view.repaint();
    }

    void pasteAll()
    {
        copyAll();
        paste();
    }

    void copyAll()
    {
        m_view.selectAll();
        m_view.copy();
    }

    void paste()
    {
        m_view.paste();
        m_view.repaint();
    }

    void deleteAll()
    {
        m_view.deleteSelection();
        m_view.repaint();
    }

    void selectAll() { m_view.selectAll(); }

    /// As it was opened.
    void takeAllBack()
    {
        while (m_document.undoStack()->canUndo())
            m_document.undoStack()->undo();
    }

    void undo()
    {
        m_document.undoStack()->undo();
        m_view.repaint();
    }

    /// Share of a processor, in percent: samples come and dots travel as they do in a run.
    double shareWhileLive(double seconds)
    {
        constexpr int kFramesPerSecond = 30;
        const int frames = static_cast<int>(seconds * kFramesPerSecond);
        double used = 0;
        auto next = std::chrono::steady_clock::now();
        for (int frame = 0; frame < frames; ++frame) {
            makeFigures();
            const double before = processorSeconds();
            m_view.scene().addFigures(m_next);
            travel();
            QApplication::processEvents();
            used += processorSeconds() - before;
            next += std::chrono::milliseconds(1000 / kFramesPerSecond);
            std::this_thread::sleep_until(next);
        }
        return used / seconds * 100;
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

    void mouse(QEvent::Type type)
    {
        const bool isHeld = type != QEvent::MouseButtonRelease;
        const Qt::MouseButton button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
        QMouseEvent event(type, m_pointer, m_view.mapToGlobal(m_pointer), button,
                          isHeld ? Qt::LeftButton : Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(&m_view, &event);
    }

    model::Topology m_topology;
    std::string m_text = io::writeTopology(m_topology);
    plan::RunPlan m_plan;
    QPointF m_pointer;
    ui::Theme m_theme;
    ui::TopologyDocument m_document;
    ui::CanvasView m_view{m_document, nullptr, m_theme};
    std::uint64_t m_sample = 0;
    std::uint64_t m_spread = kSteady;
    metrics::SnapshotPtr m_next;
    /// As a run keeps them: whoever draws does not let go of the last one.
    std::deque<metrics::SnapshotPtr> m_history;
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
    /// After the last frame; may be empty.
    std::function<void(Board&)> end = {};
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
        {"100 %, a step of panning", {5, 6}, {}, pan, hundred},
        {"100 %, 200 nodes are dragged",
         {8, 10},
         {},
         [](Board& board, int at) { board.dragSome(at); },
         [](Board& board) { board.grabSome(200); },
         [](Board& board) { board.letGo(); }},
        {"text of the file to first frame",
         {300, 1000},
         {},
         [](Board& board, int) { board.openText(); },
         fit},
        {"all of it is pasted",
         {100, 500},
         [](Board& board) {
             board.takeAllBack();
             board.copyAll();
         },
         [](Board& board, int) { board.paste(); },
         fit,
         [](Board& board) { board.takeAllBack(); }},
        {"all of it is deleted",
         {100, 500},
         [](Board& board) {
             board.takeAllBack();
             board.selectAll();
         },
         [](Board& board, int) { board.deleteAll(); },
         fit,
         [](Board& board) { board.takeAllBack(); }},
        {"deleting it all is undone",
         {100, 500},
         [](Board& board) {
             board.selectAll();
             board.deleteAll();
         },
         [](Board& board, int) { board.undo(); },
         fit},
        {"pasting it all is undone",
         {100, 500},
         [](Board& board) { board.pasteAll(); },
         [](Board& board, int) { board.undo(); },
         fit},
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

/// With new figures and travelling dots thirty times a second.
std::vector<TimeRow> liveRows(const char* words)
{
    constexpr double kSeconds = 3;
    constexpr double kGoals[]{10, 30};
    std::vector<TimeRow> rows{{"fit in view, live at 30 Hz", {}, "% of one core"},
                              {"100 %, live at 30 Hz", {}, "% of one core"}};
    std::erase_if(rows, [words](const TimeRow& row) {
        return std::strstr(row.what.c_str(), words) == nullptr;
    });
    for (std::size_t size = 0; size < std::size(kNodes) && !rows.empty(); ++size) {
        Board board(kNodes[size]);
        board.run();
        board.letMessagesTravel();
        for (TimeRow& row : rows) {
            row.what.starts_with("fit") ? board.showAll() : board.showFully();
            (void)board.shareWhileLive(0.5);
            row.cells.push_back({kGoals[size], board.shareWhileLive(kSeconds)});
        }
    }
    return rows;
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
                double& best = rows[row++].cells[size].value;
                best = std::min(best, medianFrame(board, each, frames));
                if (each.end)
                    each.end(board);
            }
        }
    }
    printMachine("1600 x 900, offscreen raster; the least of " + std::to_string(runs)
                 + " medians of " + std::to_string(frames) + " frames each, processor time.");
    for (TimeRow& row : liveRows(words))
        rows.push_back(std::move(row));
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
