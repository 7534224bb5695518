namespace RawInference.Api.FirstRun;

/// <summary>What a first run shows: <c>RawInference:FirstRun</c>.</summary>
public sealed class FirstRunOptions
{
    /// <summary>The model of the line to paste, as <c>provider/model</c>; null for any that chats.</summary>
    public string? ExampleModel { get; set; }
}
