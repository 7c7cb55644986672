// Bends, groups and notes under the pointer. See canvas_view.cpp for the rest of the class.

#include "ui/canvas/bend_tool.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/drawing_editor.h"
#include "ui/canvas/in_place_text.h"
#include "ui/canvas/instrument_painter.h"
#include "ui/canvas/note_tool.h"
#include "ui/canvas/subtopology_editor.h"
#include "ui/document/topology_document.h"

#include <QMenu>
#include <QPixmap>

namespace topomq::ui {

namespace {

QIcon colorIcon(const QColor& color)
{
    QPixmap pixmap(32, 32);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(2, 2, 12, 12), 3, 3);
    painter.end();
    return QIcon(pixmap);
}

} // namespace

/// Null: the hit is nothing of the drawing, or is moved like everything else.
std::unique_ptr<CanvasTool> CanvasView::drawingTool(const Hit& hit, const PointerEvent& pointer)
{
    if (const auto* bend = std::get_if<BendRef>(&hit))
        return std::make_unique<BendTool>(toolHost(), *bend);
    if (const auto* link = std::get_if<model::LinkId>(&hit);
        link != nullptr && pointer.modifiers.testFlag(Qt::AltModifier))
        return std::make_unique<BendTool>(toolHost(), *link);
    const auto* note = std::get_if<model::NoteId>(&hit);
    if (note != nullptr && m_scene->geometry().note(*note)->handle().contains(pointer.scene))
        return std::make_unique<NoteTool>(toolHost(), *note);
    return nullptr;
}

/// True: the button of a group was meant.
bool CanvasView::pressFoldButton(const Hit& hit, QPointF scenePlace)
{
    const auto* id = std::get_if<model::GroupId>(&hit);
    const GroupBox* box = id == nullptr ? nullptr : m_scene->geometry().group(*id);
    if (box == nullptr || detailFor(zoom()) != Detail::Full
        || !box->foldButton().contains(scenePlace))
        return false;
    m_editor->drawing().toggleFolds({*id});
    return true;
}

/// True: it was something of the drawing.
bool CanvasView::doubleClickDrawing(const Hit& hit, QPointF scenePlace)
{
    if (const auto* bend = std::get_if<BendRef>(&hit)) {
        m_editor->drawing().removeBend(*bend);
        return true;
    }
    if (const auto* link = std::get_if<model::LinkId>(&hit)) {
        const LinkCurve* curve = m_scene->geometry().link(*link);
        const bool onInstrument = detailFor(zoom()) == Detail::Full
            && instrumentRect(m_scene->picture(zoom()), *curve).contains(scenePlace);
        if (!onInstrument)
            m_editor->drawing().addBend(*link, scenePlace);
        return !onInstrument;
    }
    if (const auto* group = std::get_if<model::GroupId>(&hit)) {
        if (!m_scene->geometry().group(*group)->foldButton().contains(scenePlace))
            writeTitle(*group);
        return true;
    }
    if (const auto* note = std::get_if<model::NoteId>(&hit)) {
        writeNote(*note);
        return true;
    }
    return false;
}

std::function<void(const QString&)>
CanvasView::whileHere(std::function<void(const QString&)> done) const
{
    return [this, path = m_document.path(), done = std::move(done)](const QString& written) {
        if (m_document.path() == path)
            done(written);
    };
}

void CanvasView::finishText()
{
    m_inPlace->finish();
}

void CanvasView::writeTitle(const model::GroupId& id)
{
    const model::Group* group = m_document.topology().find(id);
    const GroupBox* box = m_scene->geometry().group(id);
    if (group == nullptr || box == nullptr)
        return;
    constexpr int kLeastWidth = 160;
    QRect place =
        m_camera.toView(QRectF(box->rect.topLeft(), QSizeF(box->rect.width(), kFrameTitle)))
            .toRect();
    place.setSize(place.size().expandedTo({kLeastWidth, 0}));
    m_inPlace->begin(
        QString::fromStdString(group->title), place, InPlaceText::Kind::Line,
        whileHere([this, id](const QString& text) { m_editor->drawing().rename(id, text); }));
}

void CanvasView::writeNote(const model::NoteId& id, bool isNew)
{
    const model::Note* note = m_document.topology().find(id);
    const NoteBox* box = m_scene->geometry().note(id);
    if (note == nullptr || box == nullptr)
        return;
    QRect place = m_camera.toView(box->rect).toRect();
    place.setSize(place.size().expandedTo({200, 80}));
    m_inPlace->begin(QString::fromStdString(note->text), place, InPlaceText::Kind::Text,
                     whileHere([this, id, isNew](const QString& text) {
                         if (isNew)
                             m_editor->drawing().setFirstText(id, text);
                         else
                             m_editor->drawing().setText(id, text);
                     }));
}

void CanvasView::renameSelection()
{
    const Selection& selection = *m_document.selection();
    if (selection.groups().size() == 1)
        writeTitle(*selection.groups().begin());
    else if (selection.notes().size() == 1)
        writeNote(*selection.notes().begin());
    else if (const auto instance = SubtopologyEditor(*m_scene).selectedInstance())
        writeInstance(*instance);
    else if (!selection.isEmpty())
        Q_EMIT editRequested();
}

void CanvasView::addNote()
{
    const bool inside = underMouse() && rect().contains(m_pointer.toPoint());
    const QPointF place = inside ? m_camera.toScene(m_pointer) : m_camera.seen(size()).center();
    writeNote(m_editor->drawing().addNote(place), true);
}

void CanvasView::addBend()
{
    const auto& links = m_document.selection()->links();
    if (links.size() != 1)
        return;
    const LinkCurve* curve = m_scene->geometry().link(*links.begin());
    if (curve == nullptr)
        return;
    // Where the menu was opened, if that was on the curve; by keyboard in its middle.
    const QPointF pointer = m_camera.toScene(m_pointer);
    const bool near = m_pointer.x() >= 0 && distanceTo(*curve, pointer) < 12 / zoom();
    m_editor->drawing().addBend(model::LinkId(curve->id), near ? pointer : curve->at(0.5));
}

void CanvasView::removeBends()
{
    m_editor->drawing().removeBends();
}

void CanvasView::groupSelection()
{
    m_editor->drawing().groupSelection();
    // A new group wants a name.
    if (m_document.selection()->groups().size() == 1)
        writeTitle(*m_document.selection()->groups().begin());
}

void CanvasView::ungroupSelection()
{
    m_editor->drawing().ungroupSelection();
}

void CanvasView::foldSelection()
{
    m_editor->drawing().toggleFolds(std::set(m_document.selection()->groups()));
}

void CanvasView::addColorsTo(QMenu* menu)
{
    QMenu* colors = menu->addMenu(tr("&Colour"));
    for (const NamedColor& color : drawingColors()) {
        const QString name = QString::fromLatin1(color.name);
        QAction* action =
            colors->addAction(colorIcon(namedColor(m_theme.colors(), color.name)), color.label);
        action->setObjectName(QStringLiteral("color-") + name);
        connect(action, &QAction::triggered, this,
                [this, name] { m_editor->drawing().setColor(name); });
    }
}

/// True: what was hit has a menu of its own, which stands in `menu` now.
bool CanvasView::addDrawingMenu(QMenu* menu, const Hit& hit)
{
    using enum CanvasCommand;
    const CanvasActions& actions = *m_actions;
    Selection& selection = *m_document.selection();
    if (const auto* group = std::get_if<model::GroupId>(&hit)) {
        if (!selection.groups().contains(*group))
            selection.selectGroup(*group);
        menu->addActions({actions[Rename], actions[FoldGroup], actions[Collapse]});
        addColorsTo(menu);
        menu->addSeparator();
        menu->addActions(
            {actions[Copy], actions[Duplicate], actions[SaveSnippet], actions[Ungroup]});
        return true;
    }
    if (const auto* note = std::get_if<model::NoteId>(&hit)) {
        if (!selection.notes().contains(*note))
            selection.selectNote(*note);
        menu->addAction(actions[Rename]);
        addColorsTo(menu);
        menu->addSeparator();
        menu->addActions({actions[Cut], actions[Copy], actions[Duplicate], actions[Delete]});
        return true;
    }
    return false;
}

} // namespace topomq::ui
