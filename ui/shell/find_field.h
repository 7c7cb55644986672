#pragma once
// Finds nodes and links by name and jumps to them.

#include "ui/widgets/search_field.h"

#include <QString>

class QCompleter;
class QStandardItemModel;

namespace topomq::ui {

class TopologyDocument;

/// Enter or a click on a suggestion selects it and shows it. Thread: the window's.
class FindField : public SearchField
{
    Q_OBJECT

public:
    FindField(TopologyDocument& document, const Theme& theme, QWidget* parent);

    /// Selects the first thing whose name or id contains the text. False: there is none.
    bool jumpTo(const QString& text);

private:
    void readNames();
    void jump(const QString& id);

    TopologyDocument& m_document;
    QStandardItemModel* m_names = nullptr;
    QCompleter* m_completer = nullptr;
};

} // namespace topomq::ui
