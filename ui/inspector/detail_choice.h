#pragma once
// How closely a link is measured, to be chosen at any time.

#include "engine/model/ids.h"
#include "ui/inspector/choice_box.h"
#include "ui/inspector/inspector_context.h"

#include <string>

namespace topomq::ui {

/// No edit of the topology: it is neither saved nor undone.
/// Thread: the window's.
class DetailChoice : public ChoiceBox
{
    Q_OBJECT

public:
    DetailChoice(const model::LinkId& link, const InspectorContext& context, QWidget* parent);

private:
    void sync();

    /// Of the link, in all of the file.
    const std::string m_place;
    RunSession& m_session;
};

} // namespace topomq::ui
