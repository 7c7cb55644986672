#pragma once
// The inspector of what is drawn around nodes and does not run: a group, or a note.

#include "engine/model/ids.h"
#include "ui/inspector/inspector_context.h"
#include "ui/inspector/inspector_page.h"

class QLabel;
class QPlainTextEdit;

namespace topomq::ui {

class EditGesture;
class FigureList;
class TitleEdit;

/// Its title, and what its members and the links among them come to. Thread: the window's.
class GroupPage final : public InspectorPage
{
    Q_OBJECT

public:
    GroupPage(const model::GroupId& group, const InspectorContext& context, QWidget* parent);

    /// Empty: there is no such group.
    [[nodiscard]] static QString shapeOf(const model::GroupId& group,
                                         const InspectorContext& context);

    void sync() override;
    void refresh() override;

private:
    void rename(const QString& title, const QString& gesture);

    const model::GroupId m_group;
    const InspectorContext& m_context;
    TitleEdit* m_title = nullptr;
    FigureList* m_counts = nullptr;
    QLabel* m_when = nullptr;
    FigureList* m_figures = nullptr;
};

/// Thread: the window's.
class NotePage final : public InspectorPage
{
    Q_OBJECT

public:
    NotePage(const model::NoteId& note, const InspectorContext& context, QWidget* parent);

    /// Empty: there is no such note.
    [[nodiscard]] static QString shapeOf(const model::NoteId& note,
                                         const InspectorContext& context);

    void sync() override;

    void refresh() override { }

private:
    void write();

    const model::NoteId m_note;
    const InspectorContext& m_context;
    QPlainTextEdit* m_text = nullptr;
    EditGesture* m_gesture = nullptr;
};

} // namespace topomq::ui
