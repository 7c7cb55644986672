#include "ui/inspector/drawing_page.h"

#include "ui/document/file_texts.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/edit_gesture.h"
#include "ui/inspector/figure_list.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/link_totals.h"
#include "ui/inspector/title_edit.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

constexpr int kLeastTextHeight = 160;

std::vector<model::LinkId> linksInside(const model::Topology& topology, const model::Group& group)
{
    return linksAmong(topology, {group.members.begin(), group.members.end()});
}

} // namespace

GroupPage::GroupPage(const model::GroupId& group, const InspectorContext& context, QWidget* parent)
    : InspectorPage(parent)
    , m_group(group)
    , m_context(context)
    , m_counts(new FigureList(context.theme, this))
    , m_figures(new FigureList(context.theme, this))
{
    m_title = new TitleEdit(
        QStringLiteral("group/title"), context,
        [this](const QString& text, const QString& gesture) { rename(text, gesture); }, this);
    m_title->setAccessibleName(tr("Title of the group"));
    m_counts->setObjectName(QStringLiteral("group/counts"));
    m_figures->setObjectName(QStringLiteral("group/figures"));
    m_when = makeHeading(context.theme, this, {});
    auto* column = makeColumnLayout(this, 6);
    column->addWidget(m_title);
    column->addWidget(makeNote(context.theme, this,
                               tr("A group of the drawing: it changes nothing of what runs.")));
    column->addWidget(makeHeading(context.theme, this, tr("Contents")));
    column->addWidget(m_counts);
    column->addWidget(m_when);
    column->addWidget(m_figures);
    column->addStretch();
    sync();
}

QString GroupPage::shapeOf(const model::GroupId& group, const InspectorContext& context)
{
    return context.document.topology().find(group) == nullptr
        ? QString()
        : QStringLiteral("group %1").arg(toText(group.text()));
}

void GroupPage::sync()
{
    const model::Topology& topology = m_context.document.topology();
    const model::Group* group = topology.find(m_group);
    if (group == nullptr)
        return;
    m_title->showText(toText(group->title), tr("Group"));
    const auto nodes =
        std::count_if(group->members.begin(), group->members.end(),
                      [&](const model::NodeId& id) { return topology.find(id) != nullptr; });
    m_counts->setRows({{.label = tr("nodes"), .value = QString::number(nodes)},
                       {.label = tr("links inside"),
                        .value = QString::number(linksInside(topology, *group).size()),
                        .toolTip = tr("Both ends belong to the group")}});
    refresh();
}

void GroupPage::refresh()
{
    const model::Topology& topology = m_context.document.topology();
    const model::Group* group = topology.find(m_group);
    std::vector<FigureList::Row> rows;
    if (group != nullptr)
        rows = totalRows(linksInside(topology, *group), m_context);
    m_when->setText(m_context.session.isActive() ? tr("On the links inside, now")
                                                 : tr("On the links inside, at the end"));
    m_when->setVisible(!rows.empty());
    m_figures->setVisible(!rows.empty());
    m_figures->setRows(std::move(rows));
}

void GroupPage::rename(const QString& title, const QString& gesture)
{
    const model::Group* group = m_context.document.topology().find(m_group);
    const std::string text = title.toStdString();
    if (group == nullptr || group->title == text)
        return;
    model::Group renamed = *group;
    renamed.title = text;
    m_context.document.push(tr("Rename the group"), model::put(renamed), gesture);
}

NotePage::NotePage(const model::NoteId& note, const InspectorContext& context, QWidget* parent)
    : InspectorPage(parent)
    , m_note(note)
    , m_context(context)
    , m_text(new QPlainTextEdit(this))
{
    m_text->setObjectName(QStringLiteral("note/text"));
    m_text->setAccessibleName(tr("Text of the note"));
    m_text->setPlaceholderText(tr("Write here; # makes a heading, - a list"));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(context.theme.scaled(kLeastTextHeight));
    keepFitting(m_text, FileText::Note);
    m_gesture = new EditGesture(context.document, QStringLiteral("note/text"), m_text);
    auto* column = makeColumnLayout(this, 6);
    column->addWidget(makeTitle(context.theme, this, tr("Note")));
    column->addWidget(
        makeNote(context.theme, this, tr("Words on the canvas, which are saved with the file.")));
    column->addWidget(m_text);
    column->addStretch();
    connect(m_text, &QPlainTextEdit::textChanged, this, &NotePage::write);
    sync();
}

QString NotePage::shapeOf(const model::NoteId& note, const InspectorContext& context)
{
    return context.document.topology().find(note) == nullptr
        ? QString()
        : QStringLiteral("note %1").arg(toText(note.text()));
}

void NotePage::sync()
{
    const model::Note* note = m_context.document.topology().find(m_note);
    if (note == nullptr || m_text->toPlainText() == toText(note->text))
        return;
    const QSignalBlocker silent(m_text);
    m_text->setPlainText(toText(note->text));
}

void NotePage::write()
{
    const model::Note* note = m_context.document.topology().find(m_note);
    const std::string text = m_text->toPlainText().toStdString();
    if (note == nullptr || note->text == text)
        return;
    model::Note written = *note;
    written.text = text;
    m_context.document.push(tr("Write a note"), model::put(written), m_gesture->token());
}

} // namespace topomq::ui
