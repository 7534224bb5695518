using RawInference.Media;

namespace RawInference.Core.Pipeline.Media;

/// <summary>Resolves a request's media, once it is admitted: behind this stage they are bytes, or URLs that every target takes.</summary>
internal sealed class MediaMiddleware(MediaResolver resolver) : IInferenceMiddleware
{
    public ValueTask<InferenceAnswer> InvokeAsync(InferenceContext context, InferenceDelegate next)
    {
        var media = context.Request.Media;
        return media.Count == 0 ? next(context) : ResolveAsync(media, context, next);
    }

    private async ValueTask<InferenceAnswer> ResolveAsync(IReadOnlyList<MediaContent> media, InferenceContext context, InferenceDelegate next)
    {
        context.Request = context.Request.WithMedia(await resolver.ResolveAsync(media, context));
        return await next(context);
    }
}
