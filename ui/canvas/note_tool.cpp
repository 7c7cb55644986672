#include "ui/canvas/note_tool.h"

#include "ui/canvas/canvas_editor.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/drawing_editor.h"
#include "ui/document/topology_document.h"

#include <algorithm>
#include <utility>

namespace topomq::ui {

NoteTool::NoteTool(ToolHost& host, model::NoteId note)
    : CanvasTool(host)
    , m_note(std::move(note))
{ }

void NoteTool::press(const PointerEvent& event)
{
    m_start = event.scene;
    if (const NoteBox* box = host().scene().geometry().note(m_note))
        m_before = box->rect;
    m_rect = m_before;
    host().scene().document().selection()->selectNote(m_note);
}

void NoteTool::move(const PointerEvent& event)
{
    QPointF corner = m_before.bottomRight() + event.scene - m_start;
    if (!event.modifiers.testFlag(Qt::AltModifier))
        corner = snapToGrid(corner);
    const double left = m_before.left();
    const double top = m_before.top();
    m_rect.setRight(std::clamp(corner.x(), left + kLeastNote, left + kMostNote));
    m_rect.setBottom(std::clamp(corner.y(), top + kLeastNote, top + kMostNote));
    host().scene().resizeLive(m_note, m_rect);
}

void NoteTool::release(const PointerEvent& event)
{
    if (event.scene != m_start)
        move(event);
    host().scene().endLive();
    host().editor().drawing().setRect(m_note, m_rect);
}

void NoteTool::cancel()
{
    host().scene().endLive();
}

} // namespace topomq::ui
