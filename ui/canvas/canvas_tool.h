#pragma once
// A gesture on the canvas is a tool of its own: there are no drag modes.

#include "engine/model/ids.h"

#include <QCursor>
#include <QPainter>
#include <QPointF>
#include <QString>

#include <optional>

namespace topomq::ui {

class CanvasEditor;
class CanvasScene;

/// The pointer at one moment, in both coordinates.
struct PointerEvent
{
    QPointF view;
    QPointF scene;
    Qt::KeyboardModifiers modifiers;
};

/// What a tool may ask of the view that it works on.
class ToolHost
{
public:
    virtual ~ToolHost() = default;

    virtual CanvasScene& scene() = 0;
    virtual CanvasEditor& editor() = 0;
    [[nodiscard]] virtual double zoom() const = 0;
    virtual void panBy(QPointF viewDelta) = 0;
    /// Repaints what the tool draws.
    virtual void refresh() = 0;
    /// Shows words at a place for about three seconds.
    virtual void showNotice(const QString& text, QPointF scenePlace) = 0;
    /// Asks for a role to add at the place, linked to `from` where given.
    virtual void offerQuickAdd(QPointF scenePlace, std::optional<model::SocketRef> from) = 0;
};

/// Thread: the window's. Between `press` and `release` or `cancel` all pointer events go to it.
class CanvasTool
{
public:
    explicit CanvasTool(ToolHost& host)
        : m_host(host)
    { }

    CanvasTool(const CanvasTool&) = delete;
    CanvasTool& operator=(const CanvasTool&) = delete;
    virtual ~CanvasTool() = default;

    virtual void press(const PointerEvent& event) = 0;
    virtual void move(const PointerEvent& event) = 0;
    virtual void release(const PointerEvent& event) = 0;
    /// Takes everything back that the gesture has done so far.
    virtual void cancel() = 0;

    /// True: the key is used up.
    virtual bool keyPress(int) { return false; }

    /// Over everything else, in scene coordinates.
    virtual void paint(QPainter&) const { }

    /// Words at the pointer; empty: none.
    [[nodiscard]] virtual QString pointerText() const { return {}; }

    [[nodiscard]] virtual QCursor cursor() const { return Qt::ArrowCursor; }

protected:
    [[nodiscard]] ToolHost& host() const { return m_host; }

private:
    ToolHost& m_host;
};

} // namespace topomq::ui
