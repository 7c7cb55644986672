#include "ui/canvas/drawing_tooltip.h"

#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/group_totals.h"
#include "ui/document/titles.h"
#include "ui/document/topology_document.h"

#include <QCoreApplication>
#include <QTextDocument>

#include <algorithm>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CanvasTooltip)
};

constexpr std::size_t kMostNames = 8;
constexpr std::size_t kMostFindings = 5;
constexpr qsizetype kLongestNote = 400;

QString line(const QString& text)
{
    return QStringLiteral("<br>") + text.toHtmlEscaped();
}

QString membersOf(const model::Topology& topology, const GroupBox& box)
{
    QStringList names;
    for (std::size_t at = 0; at < std::min(box.members.size(), kMostNames); ++at)
        names << nodeTitle(topology, box.members[at]);
    QString text = names.join(QStringLiteral(", "));
    if (box.members.size() > kMostNames)
        text = Words::tr("%1 and %2 more").arg(text).arg(box.members.size() - kMostNames);
    return text;
}

QString totalsText(const CanvasPicture& picture, const GroupBox& box)
{
    const GroupTotals totals = totalsOf(picture, box);
    QString text = line(Words::tr("in %1, out %2").arg(shortRate(totals.in), shortRate(totals.out)))
        + line(totals.queued ? Words::tr("%1 queued").arg(groupedDigits(*totals.queued))
                             : Words::tr("queued: unknown"));
    if (totals.state)
        text += line(
            totals.inState == box.members.size()
                ? Words::tr("all %1").arg(stateText(*totals.state))
                : Words::tr("%1 of them %2").arg(totals.inState).arg(stateText(*totals.state)));
    return text;
}

/// What is wrong with those that the card hides.
QString findingsInside(const CanvasScene& scene, const GroupBox& box)
{
    const model::Topology& topology = scene.document().topology();
    QString text;
    std::size_t count = 0;
    for (const model::Finding& finding : scene.document().findingsInView()) {
        const Place place = placeOf(topology, finding.where);
        const bool inside = std::any_of(box.members.begin(), box.members.end(),
                                        [&](const auto& id) { return place.nodes.contains(id); });
        if (!inside || finding.severity == model::Severity::Information)
            continue;
        if (++count <= kMostFindings)
            text += line(
                QStringLiteral("%1: %2").arg(place.title, QString::fromStdString(finding.message)));
    }
    if (count > kMostFindings)
        text += line(Words::tr("and %1 more").arg(count - kMostFindings));
    return text;
}

} // namespace

QString groupTitle(const model::Group& group)
{
    return group.title.empty() ? Words::tr("Group") : QString::fromStdString(group.title);
}

QString memberCountText(std::size_t members)
{
    return members == 1 ? Words::tr("1 node") : Words::tr("%1 nodes").arg(members);
}

QString plainText(const model::Note& note)
{
    QTextDocument text;
    text.setMarkdown(QString::fromStdString(note.text),
                     QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub
                                                     | QTextDocument::MarkdownNoHTML));
    return text.toPlainText().trimmed();
}

QString groupTip(const CanvasScene& scene, const model::GroupId& id)
{
    const model::Group* group = scene.document().topology().find(id);
    const GroupBox* box = scene.geometry().group(id);
    if (group == nullptr || box == nullptr)
        return {};
    const CanvasPicture picture = scene.picture(1);
    QString text = QStringLiteral("<b>%1</b> · %2")
                       .arg(groupTitle(*group).toHtmlEscaped(),
                            memberCountText(box->members.size()).toHtmlEscaped())
        + line(membersOf(*picture.topology, *box));
    if (picture.isRunning())
        text += totalsText(picture, *box);
    if (box->collapsed)
        text += findingsInside(scene, *box);
    return text
        + line(box->collapsed ? Words::tr("the arrow opens it; double-click to rename it")
                              : Words::tr("drag the title to move all of it; the arrow collapses "
                                          "it; double-click to rename it"));
}

QString noteTip(const CanvasScene& scene, const model::NoteId& id)
{
    const model::Note* note = scene.document().topology().find(id);
    if (note == nullptr)
        return {};
    QString words = plainText(*note);
    if (words.size() > kLongestNote)
        words = words.left(kLongestNote).trimmed() + QStringLiteral("…");
    const QString all = words.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    return QStringLiteral("<b>%1</b>").arg(Words::tr("Note").toHtmlEscaped())
        + (all.isEmpty() ? QString() : QStringLiteral("<br>") + all)
        + line(Words::tr("double-click to write"));
}

} // namespace topomq::ui
