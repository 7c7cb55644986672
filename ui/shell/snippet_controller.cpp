#include "ui/shell/snippet_controller.h"

#include "ui/canvas/canvas_view.h"
#include "ui/document/parts.h"
#include "ui/document/topology_document.h"
#include "ui/palette/palette_panel.h"
#include "ui/shell/document_tab.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/palette_drops.h"
#include "ui/shell/snippet_form.h"
#include "ui/shell/workspace.h"

#include <algorithm>

namespace topomq::ui {

namespace {

/// A group has a name of its own; a single node lends its one.
QString suggestionFor(const model::Topology& part)
{
    if (part.groups.size() == 1 && !part.groups.front().title.empty())
        return QString::fromStdString(part.groups.front().title);
    return part.nodes.size() == 1 ? QString::fromStdString(part.nodes.front().title()) : QString();
}

QString contentsOf(const model::Topology& part)
{
    const QString nodes = part.nodes.size() == 1
        ? SnippetController::tr("1 node")
        : SnippetController::tr("%1 nodes").arg(part.nodes.size());
    const QString links = part.links.size() == 1
        ? SnippetController::tr("1 link")
        : SnippetController::tr("%1 links").arg(part.links.size());
    return part.nodes.empty() ? SnippetController::tr("%1 notes").arg(part.notes.size())
        : part.links.empty()  ? nodes
                              : SnippetController::tr("%1, %2").arg(nodes, links);
}

/// How far the topmost thing stands above the middle.
double heightAboveMiddle(const model::Topology& part)
{
    double top = 0;
    double bottom = 0;
    bool first = true;
    const auto take = [&](double y) {
        top = first ? y : std::min(top, y);
        bottom = first ? y : std::max(bottom, y);
        first = false;
    };
    for (const model::Node& node : part.nodes) {
        if (node.position)
            take(node.position->y);
    }
    for (const model::Note& note : part.notes)
        take(note.position.y);
    return (bottom - top) / 2;
}

} // namespace

SnippetController::SnippetController(Workspace& workspace,
                                     PalettePanel& palette,
                                     Theme& theme,
                                     QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_palette(palette)
    , m_theme(theme)
{
    const auto show = [this] { m_palette.setSnippets(m_store.snippets(), m_store.problems()); };
    connect(&m_store, &SnippetStore::changed, this, show);
    connect(&palette, &PalettePanel::snippetActivated, this,
            [this](const QString& file) { add(m_workspace.front(), file, std::nullopt); });
    connect(&palette, &PalettePanel::snippetRenamed, this, &SnippetController::rename);
    connect(&palette, &PalettePanel::snippetDeleted, this, &SnippetController::remove);
    show();
}

void SnippetController::take(DocumentTab& tab)
{
    CanvasView* canvas = &tab.canvas();
    auto* form = new SnippetForm(
        m_theme, [this](const QString& name) { return m_store.named(name) != nullptr; }, canvas);
    connect(canvas, &CanvasView::snippetRequested, this, [this, &tab, form] {
        m_part = selectedPart(tab.document());
        if (!m_part.nodes.empty() || !m_part.notes.empty())
            form->ask(suggestionFor(m_part), contentsOf(m_part), tab.canvas().besideSelection());
    });
    connect(
        canvas, &CanvasView::snippetDropped, this,
        [this, &tab](const QString& file, const model::Point& place) { add(tab, file, place); });
    connect(form, &SnippetForm::accepted, this,
            [this, &tab](const QString& name, const QString& description) {
                save(tab, name, description);
            });
}

void SnippetController::save(DocumentTab& tab, const QString& name, const QString& description)
{
    std::optional<Snippet> before;
    if (const Snippet* taken = m_store.named(name))
        before = *taken;
    if (!succeeds(m_store.put({before ? before->file : QString(), name, description, m_part})))
        return;
    if (before)
        offerBack(tr("The snippet %1 was replaced.").arg(name), *before);
    else
        Q_EMIT tab.canvas().statusMessage(
            tr("%1 is in the palette now, under “My snippets”.").arg(name));
    if (const Snippet* saved = m_store.named(name))
        m_palette.showSnippet(saved->file);
}

void SnippetController::add(DocumentTab& tab,
                            const QString& file,
                            std::optional<model::Point> place)
{
    const Snippet* snippet = m_store.find(file);
    if (snippet == nullptr)
        return;
    CanvasView& canvas = tab.canvas();
    const Pasted added =
        insertEdit(tab.document(), snippet->part,
                   place ? *place : placeBelowAll(canvas, heightAboveMiddle(snippet->part)));
    if (!added.problem.isEmpty()) {
        tab.messages().say(MessageBar::Topic::File, MessageBar::Tone::Warning, added.problem);
        return;
    }
    tab.document().push(tr("Add %1").arg(snippet->name), added.edit);
    Selection* selection = tab.document().selection();
    selection->reveal(added.nodes, added.links);
    selection->set(added.nodes, added.links, added.groups, added.notes);
    canvas.activateWindow();
    canvas.setFocus();
}

void SnippetController::rename(const QString& file, const QString& name)
{
    succeeds(m_store.rename(file, name));
}

void SnippetController::remove(const QString& file)
{
    const Snippet* snippet = m_store.find(file);
    if (snippet == nullptr)
        return;
    const Snippet before = *snippet;
    if (succeeds(m_store.remove(file)))
        offerBack(tr("The snippet %1 was deleted.").arg(before.name), before);
}

bool SnippetController::succeeds(const QString& problem)
{
    if (!problem.isEmpty())
        m_workspace.front().messages().say(MessageBar::Topic::File, MessageBar::Tone::Error,
                                           problem);
    return problem.isEmpty();
}

void SnippetController::offerBack(const QString& text, const Snippet& before)
{
    m_workspace.front().messages().say(
        MessageBar::Topic::File, MessageBar::Tone::Information, text, tr("Undo"), [this, before] {
            if (succeeds(m_store.put(before)))
                m_workspace.front().messages().clear(MessageBar::Topic::File);
        });
}

} // namespace topomq::ui
