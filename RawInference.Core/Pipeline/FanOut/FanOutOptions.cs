using System.ComponentModel.DataAnnotations;

namespace RawInference.Core.Pipeline.FanOut;

/// <summary>How a call of many parts is asked: <c>RawInference:FanOut</c>.</summary>
public sealed class FanOutOptions
{
    /// <summary>Parts of one call side by side. Default 8.</summary>
    [Range(1, 64)]
    public int MaxParallel { get; set; } = 8;
}
