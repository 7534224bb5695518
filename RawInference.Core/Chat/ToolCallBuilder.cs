using System.Text;
using RawInference.Chat;

namespace RawInference.Core.Chat;

/// <summary>One tool call, while its fragments arrive.</summary>
internal sealed class ToolCallBuilder
{
    private readonly StringBuilder _arguments = new();
    private string _id = "";
    private string _name = "";

    public void Add(ToolCallDelta fragment)
    {
        _id = fragment.Id ?? _id;
        _name = fragment.Name ?? _name;
        _arguments.Append(fragment.Arguments);
    }

    public ToolCall ToCall() => new(_id, _name, _arguments.ToString());
}
