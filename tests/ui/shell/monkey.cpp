#include "tests/ui/shell/monkey.h"

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QTest>
#include <QWheelEvent>
#include <QWindow>

#include <gtest/gtest.h>

#include <array>
#include <numeric>

namespace topomq::ui::test {

namespace {

constexpr std::size_t kRemembered = 40;
constexpr std::size_t kMostNodes = 40;
constexpr std::size_t kMostLinks = 120;
constexpr int kLookForMenus = 3;

constexpr std::array kKeys{
    Qt::Key_Left,   Qt::Key_Right,  Qt::Key_Up,     Qt::Key_Down,   Qt::Key_Tab, Qt::Key_Space,
    Qt::Key_Escape, Qt::Key_Escape, Qt::Key_Return, Qt::Key_Delete, Qt::Key_F2,  Qt::Key_B,
    Qt::Key_F,      Qt::Key_L,      Qt::Key_Period, Qt::Key_Insert, Qt::Key_F3,  Qt::Key_Menu};

} // namespace

Monkey::Monkey(MainWindow& window, std::uint32_t seed)
    : m_window(window)
    , m_canvas(window.canvas())
    , m_random(seed)
{
    collectActions();
    makeActs();
    connect(&m_leave, &QTimer::timeout, this, &Monkey::leaveMenusAndDialogs);
    m_leave.start(kLookForMenus);
    m_pointer = somewhere();
}

void Monkey::makeActs()
{
    m_acts = {{34, [this] { movePointer(); }},
              {26, [this] { pressOrRelease(Qt::LeftButton); }},
              {2, [this] { pressOrRelease(Qt::RightButton); }},
              {1, [this] { pressOrRelease(Qt::MiddleButton); }},
              {2, [this] { doubleClick(); }},
              {3, [this] { wheel(); }},
              {12, [this] { pressKey(); }},
              {3, [this] { type(); }},
              {10, [this] { trigger(); }},
              {6, [this] { undoOrRedo(); }},
              {1, [this] { drop(); }}};
}

void Monkey::act()
{
    // What was in front may have gone; a desktop would give the window the keys back.
    if (QApplication::activeWindow() == nullptr) {
        m_window.activateWindow();
        QCoreApplication::processEvents();
    }
    const auto& topology = m_window.document().topology();
    if (topology.nodes.size() > kMostNodes || topology.links.size() > kMostLinks) {
        prune();
        return;
    }
    const int all = std::accumulate(m_acts.begin(), m_acts.end(), 0,
                                    [](int sum, const Kind& kind) { return sum + kind.weight; });
    int at = below(all);
    for (const Kind& kind : m_acts) {
        at -= kind.weight;
        if (at < 0)
            return kind.act();
    }
}

void Monkey::rest()
{
    for (const Qt::MouseButton button : {Qt::LeftButton, Qt::RightButton, Qt::MiddleButton}) {
        if (m_held.testFlag(button))
            pressOrRelease(button);
    }
    for (int at = 0; at < 4; ++at)
        QTest::keyClick(m_window.windowHandle(), Qt::Key_Escape);
    m_canvas.setFocus();
    QCoreApplication::processEvents();
}

std::string Monkey::lastActs() const
{
    std::string text;
    for (const QString& act : m_last)
        text += "\n  " + act.toStdString();
    return text;
}

void Monkey::note(const QString& act)
{
    m_last.push_back(act);
    if (m_last.size() > kRemembered)
        m_last.pop_front();
}

QPoint Monkey::onCanvas(QPoint place) const
{
    const QPoint inside(std::clamp(place.x(), 2, m_canvas.width() - 3),
                        std::clamp(place.y(), 2, m_canvas.height() - 3));
    return m_canvas.mapTo(&m_window, inside);
}

QPoint Monkey::somewhere()
{
    const CanvasGeometry& geometry = m_canvas.scene().geometry();
    const auto one = [this](const auto& things) -> const auto&
    {
        return things[static_cast<std::size_t>(below(static_cast<int>(things.size())))];
    };
    const int kind = below(10);
    if (kind < 3 && !geometry.nodes().empty()) {
        const NodeBox& box = one(geometry.nodes());
        if (kind == 0 || box.ports.empty())
            return onCanvas(m_canvas.nodeCenter(box.id));
        return onCanvas(m_canvas.portPosition(one(box.ports).ref));
    }
    if (kind == 3 && !geometry.links().empty()) {
        const LinkCurve& curve = one(geometry.links());
        return onCanvas(m_canvas.scenePosition(curve.at(below(10) / 10.0)));
    }
    if (kind == 4 && !geometry.groups().empty()) {
        const GroupBox& box = one(geometry.groups());
        return onCanvas(m_canvas.viewRect(below(3) == 0 ? box.foldButton() : box.title()).center());
    }
    if (kind == 5 && !geometry.notes().empty()) {
        const NoteBox& box = one(geometry.notes());
        return onCanvas(m_canvas.viewRect(below(2) == 0 ? box.handle() : box.rect).center());
    }
    return onCanvas({below(m_canvas.width()), below(m_canvas.height())});
}

Qt::KeyboardModifiers Monkey::someModifiers()
{
    constexpr std::array<Qt::KeyboardModifier, 8> kHeld{
        Qt::NoModifier, Qt::NoModifier,    Qt::NoModifier,      Qt::NoModifier,
        Qt::NoModifier, Qt::ShiftModifier, Qt::ControlModifier, Qt::AltModifier};
    return kHeld.at(static_cast<std::size_t>(below(static_cast<int>(kHeld.size()))));
}

void Monkey::movePointer()
{
    m_pointer = below(3) == 0
        ? somewhere()
        : onCanvas(m_canvas.mapFrom(&m_window, m_pointer) + QPoint(below(81) - 40, below(81) - 40));
    note(QStringLiteral("move %1 %2").arg(m_pointer.x()).arg(m_pointer.y()));
    QTest::mouseMove(m_window.windowHandle(), m_pointer);
}

void Monkey::pressOrRelease(Qt::MouseButton button)
{
    if (m_held.testFlag(button)) {
        m_held.setFlag(button, false);
        note(QStringLiteral("release %1").arg(button));
        QTest::mouseRelease(m_window.windowHandle(), button, {}, m_pointer);
        return;
    }
    if (below(2) == 0)
        m_pointer = somewhere();
    const Qt::KeyboardModifiers modifiers = someModifiers();
    m_held.setFlag(button);
    note(QStringLiteral("press %1 %2 at %3 %4")
             .arg(button)
             .arg(static_cast<int>(modifiers.toInt()))
             .arg(m_pointer.x())
             .arg(m_pointer.y()));
    QTest::mousePress(m_window.windowHandle(), button, modifiers, m_pointer);
}

void Monkey::doubleClick()
{
    m_pointer = somewhere();
    note(QStringLiteral("double click %1 %2").arg(m_pointer.x()).arg(m_pointer.y()));
    QTest::mouseDClick(m_window.windowHandle(), Qt::LeftButton, {}, m_pointer);
    m_held.setFlag(Qt::LeftButton, false);
}

void Monkey::wheel()
{
    const QPointF place = m_canvas.mapFrom(&m_window, m_pointer);
    const bool pad = below(2) == 0;
    const QPoint turn(below(3) * 60 - 60, below(3) * 120 - 120);
    note(QStringLiteral("wheel %1 %2").arg(turn.x()).arg(turn.y()));
    QWheelEvent event(place, m_canvas.mapToGlobal(place), pad ? turn : QPoint(), turn, m_held,
                      someModifiers(), Qt::NoScrollPhase, false);
    QApplication::sendEvent(&m_canvas, &event);
}

void Monkey::pressKey()
{
    const Qt::Key key = kKeys.at(static_cast<std::size_t>(below(static_cast<int>(kKeys.size()))));
    const bool arrow = key >= Qt::Key_Left && key <= Qt::Key_Down;
    const Qt::KeyboardModifiers modifiers =
        arrow ? someModifiers() & ~Qt::AltModifier : Qt::KeyboardModifiers();
    note(QStringLiteral("key %1 %2").arg(key, 0, 16).arg(static_cast<int>(modifiers.toInt())));
    QTest::keyClick(m_window.windowHandle(), key, modifiers);
}

void Monkey::type()
{
    const QChar letter = QLatin1Char("aw2 .k"[below(6)]);
    note(QStringLiteral("type %1").arg(letter));
    QTest::keyClick(m_window.windowHandle(), letter.toLatin1());
}

void Monkey::drop()
{
    constexpr std::array<const char*, 6> kRoles{"source", "sink",   "worker",
                                                "client", "server", "peer"};
    const char* role = kRoles.at(static_cast<std::size_t>(below(static_cast<int>(kRoles.size()))));
    const QPointF place = m_canvas.mapFrom(&m_window, somewhere());
    note(QStringLiteral("drop %1").arg(QLatin1StringView(role)));
    QMimeData mime;
    mime.setData(QString::fromLatin1(kRoleMime), role);
    QDragEnterEvent enter(place.toPoint(), Qt::CopyAction, &mime, Qt::LeftButton, {});
    QApplication::sendEvent(&m_canvas, &enter);
    QDragMoveEvent over(place.toPoint(), Qt::CopyAction, &mime, Qt::LeftButton, {});
    QApplication::sendEvent(&m_canvas, &over);
    if (below(4) == 0) {
        QDragLeaveEvent leave;
        QApplication::sendEvent(&m_canvas, &leave);
        return;
    }
    QDropEvent drop(place, Qt::CopyAction, &mime, Qt::LeftButton, {});
    QApplication::sendEvent(&m_canvas, &drop);
}

/// It may not grow for ever.
void Monkey::prune()
{
    note(QStringLiteral("prune"));
    rest();
    const auto& nodes = m_window.document().topology().nodes;
    const std::size_t before = nodes.size();
    std::set<model::NodeId> chosen;
    for (std::size_t at = 0; at < nodes.size(); ++at) {
        if (at % 4 != 0)
            chosen.insert(nodes[at].id);
    }
    m_window.document().selection()->set(std::move(chosen), {});
    QTest::keyClick(m_window.windowHandle(), Qt::Key_Delete);
    EXPECT_LT(nodes.size(), before) << "Delete removes nothing" << lastActs();
}

} // namespace topomq::ui::test
