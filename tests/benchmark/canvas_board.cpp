#include "tests/benchmark/canvas_board.h"

#include "engine/io/topology_file.h"
#include "tests/benchmark/figures.h"
#include "tests/ui/canvas/demo_topology.h"
#include "ui/document/open_topology.h"

#include <QApplication>
#include <QMouseEvent>
#include <QThread>
#include <QUndoStack>
#include <QWheelEvent>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>
#include <thread>
#include <utility>
#include <vector>

namespace topomq::benchmark {

namespace {

constexpr QSize kWindow{1600, 900};
/// Figures change no faster than people can read them.
constexpr unsigned long kFigureWait = 110;
constexpr std::size_t kHistory = 32;

} // namespace

Board::Board(int nodes)
    : m_topology(ui::test::large(nodes))
    , m_text(io::writeTopology(m_topology))
    , m_plan(plan::makePlan(m_topology).plan)
{
    m_view.resize(kWindow);
    m_view.show();
    QApplication::processEvents();
    open();
}

void Board::open()
{
    m_document.reset(m_topology, {});
    m_view.repaint();
}

void Board::run()
{
    m_view.setMotion(false);
    m_view.scene().beginFigures(m_plan);
    prepareFigures();
    showFigures();
}

void Board::full(int frame)
{
    if (frame % 2 == 0)
        m_document.selection()->selectNode(m_topology.nodes.front().id);
    else
        m_document.selection()->clear();
    m_view.repaint();
}

void Board::prepareFigures()
{
    makeFigures();
    QThread::msleep(kFigureWait);
}

void Board::makeFigures()
{
    ++m_sample;
    auto sample = ui::test::quiet(m_plan, m_sample);
    for (std::size_t at = 0; at < sample->nodes.size(); ++at) {
        sample->nodes[at].sentPerSecond = static_cast<double>(1000 + (at * 37 + m_sample) % 900);
        sample->nodes[at].receivedPerSecond = sample->nodes[at].sentPerSecond + 3;
    }
    for (std::size_t at = 0; at < sample->flows.size(); ++at) {
        metrics::FlowFigures& flow = sample->flows[at];
        flow.messagesPerSecond = static_cast<double>(1000 + (at * 61 + m_sample * 7) % m_spread);
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

void Board::letWidthsChange()
{
    m_spread = 2 * kSteady;
}

void Board::showFigures()
{
    m_view.scene().addFigures(m_next);
    m_view.repaint();
}

void Board::letMessagesTravel()
{
    m_view.setMotion(true);
}

void Board::travel()
{
    m_view.scene().motion().advance(0.033, m_view.scene().geometry());
    m_view.repaint();
}

void Board::zoom(int frame)
{
    wheel({0, frame % 2 == 0 ? 120 : -120}, {});
}

void Board::pan(int frame)
{
    wheel({}, {frame % 2 == 0 ? 40 : -40, 0});
}

void Board::moveNode(int frame)
{
    const model::Node& node = m_topology.nodes.front();
    const model::Point place = node.position.value_or(model::Point{});
    m_document.push(QStringLiteral("Move"),
                    model::MoveNodes{{{node.id, model::Point{place.x + frame, place.y}}}},
                    QStringLiteral("drag"));
    m_view.repaint();
}

void Board::grabSome(std::size_t count)
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

void Board::dragSome(int frame)
{
    m_pointer += QPointF(frame % 2 == 0 ? 24 : -16, 8);
    mouse(QEvent::MouseMove);
    m_view.repaint();
}

void Board::letGo()
{
    mouse(QEvent::MouseButtonRelease);
    m_document.undoStack()->undo();
    m_document.selection()->clear();
}

void Board::openText()
{
    m_document.reset(
        ui::openTopologyText(QByteArray::fromStdString(m_text), QStringLiteral("large")).topology,
        {});
    m_view.repaint();
}

void Board::pasteAll()
{
    copyAll();
    paste();
}

void Board::copyAll()
{
    m_view.selectAll();
    m_view.copy();
}

void Board::paste()
{
    m_view.paste();
    m_view.repaint();
}

void Board::deleteAll()
{
    m_view.deleteSelection();
    m_view.repaint();
}

void Board::selectAll()
{
    m_view.selectAll();
}

void Board::takeAllBack()
{
    while (m_document.undoStack()->canUndo())
        m_document.undoStack()->undo();
}

void Board::undo()
{
    m_document.undoStack()->undo();
    m_view.repaint();
}

double Board::shareWhileLive(double seconds)
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

void Board::showAll()
{
    m_view.zoomFit();
}

void Board::showFully()
{
    m_view.zoomReset();
}

void Board::wheel(QPoint angle, QPoint pixels)
{
    const QPointF place(800, 450);
    QWheelEvent event(place, m_view.mapToGlobal(place), pixels, angle, Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&m_view, &event);
    m_view.repaint();
}

void Board::mouse(QEvent::Type type)
{
    const bool isHeld = type != QEvent::MouseButtonRelease;
    const Qt::MouseButton button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
    QMouseEvent event(type, m_pointer, m_view.mapToGlobal(m_pointer), button,
                      isHeld ? Qt::LeftButton : Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(&m_view, &event);
}

} // namespace topomq::benchmark
