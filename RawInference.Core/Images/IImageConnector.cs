using Microsoft.SemanticKernel.TextToImage;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Core.Images;

/// <summary>A dialect that draws.</summary>
public interface IImageConnector : IConnector
{
    /// <summary>
    /// A service for one account and model. It takes <see cref="RawInferenceExecutionSettings"/>, whose
    /// <see cref="RawInferenceExecutionSettings.InputImages"/> are what to work from, hangs an <see cref="ImageResult"/> on each image's
    /// <c>InnerContent</c>, and throws <see cref="InferenceException"/> for every failure; fewer images than were asked for is one,
    /// unless a warning says so.
    /// </summary>
    ITextToImageService CreateImageService(ModelTarget target);
}
