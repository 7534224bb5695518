using RawInference.Core.Models;

namespace RawInference.Core.Pipeline.Authorization;

/// <summary>Removes the targets that the key may not use; none left is a refusal.</summary>
internal sealed class AuthorizationMiddleware : IInferenceMiddleware
{
    public ValueTask<InferenceAnswer> InvokeAsync(InferenceContext context, InferenceDelegate next)
    {
        var grant = context.Caller.Grant;
        if (!grant.AllowsOperation(context.Request.Operation))
        {
            throw Forbidden($"This key may not use the operation '{context.Request.Operation}'.");
        }

        if (grant.Providers is not null || grant.Models is not null)
        {
            ModelTarget[] allowed = [.. context.Targets.Where(target => grant.Allows(context.Request.Model.Alias, target))];
            context.Targets = allowed.Length > 0 ? allowed : throw Forbidden($"This key may not use '{context.Request.Model}'.");
        }

        return next(context);
    }

    private static InferenceException Forbidden(string message) => new(InferenceErrorCode.Forbidden, message);
}
